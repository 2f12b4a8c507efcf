"""One call of Prodigi: where it goes, its outcome, and what a no or a silence become."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from modules.labs.adapters import asking
from modules.labs.contract import Account, Away, Field, Refused

logger = logging.getLogger(__name__)

Thing = dict[str, Any]
LIVE, SANDBOX, FAKE = "live", "sandbox", "fake"
_BASES = {
    LIVE: "https://api.prodigi.com/v4.0",
    SANDBOX: "https://api.sandbox.prodigi.com/v4.0",
}
_LONGEST_SENTENCE = 500


def fields() -> tuple[Field, ...]:
    choices = [
        (LIVE, _("Live: orders are made and billed")),
        (SANDBOX, _("Sandbox: for trying, nothing is made")),
    ]
    if settings.LABS_FAKE_URL:
        choices.append((FAKE, _("The fake lab on this machine")))
    usual = FAKE if settings.LABS_FAKE_URL else LIVE
    where = Field(
        name="environment", label=_("Environment"), choices=tuple(choices), default=usual,
        help=_("Each has keys of its own."),
    )  # fmt: skip
    key = Field(
        name="api_key", label=_("API key"), is_secret=True,
        help=_("From Prodigi's dashboard, under Settings."),
    )  # fmt: skip
    return where, key


def ask(
    account: Account, method: str, path: str, *, told: object = None,
    params: dict[str, str] | None = None,
) -> asking.Reply | Refused | Away:  # fmt: skip
    """The answer to a call, whatever its outcome; a key that is not taken is ``Refused``."""
    base = _base(account)
    if not base:
        return Refused(sentence=_("This environment cannot be used here."), code="environment")
    headers = {"X-API-Key": account.secrets.get("api_key", ""), "Accept": "application/json"}
    reply = asking.ask(method, base + path, headers=headers, told=told, params=params)
    if isinstance(reply, Away):
        return reply
    trace = reply.headers.get("traceparent") or reply.fields.get("traceParent")
    logger.info("Prodigi %s %s: %s, trace %s", method, path, reply.status, trace)
    if reply.status in (401, 403):
        return Refused(sentence=_("Prodigi does not take this API key."), code=str(reply.status))
    return asking.away() if reply.is_unclear else reply


def outcome(reply: asking.Reply) -> str:
    """In lower case: their words and their samples disagree about it."""
    return str(reply.fields.get("outcome") or "").lower()


def refused(reply: asking.Reply) -> Refused:
    """A no in their words."""
    code = outcome(reply) or str(reply.fields.get("statusText") or reply.status)
    known = {
        "entitynotfound": _("Prodigi does not know it."),
        "actionnotavailable": _("Prodigi can no longer do this with the order."),
        "failedtocancel": _("Prodigi could not cancel the order: it may be in production."),
        "failedtoupdate": _("Prodigi could not change the order."),
    }
    why = "; ".join(_reasons(reply.fields))[:_LONGEST_SENTENCE]
    sentence = known.get(code) or _("Prodigi refused this.")
    return Refused(sentence=f"{sentence} {why}".strip(), code=code)


def _base(account: Account) -> str:
    where = account.settings.get("environment", "")
    if where == FAKE and settings.LABS_FAKE_URL:
        return f"{settings.LABS_FAKE_URL}/v4.0"
    return _BASES.get(where, "")


def _reasons(told: Thing) -> Iterator[str]:
    """What is wrong with which field: texts, lists or objects with a code, as they come."""
    failures = told.get("failures") or told.get("data") or {}
    if not isinstance(failures, dict):
        yield str(failures)
        return
    for name, reasons in failures.items():
        for reason in reasons if isinstance(reasons, list) else [reasons]:
            words = reason.get("code") if isinstance(reason, dict) else reason
            given = reason.get("providedValue") if isinstance(reason, dict) else None
            yield f"{name}: {words}" + (f" ({given})" if given else "")
