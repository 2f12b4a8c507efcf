"""Calls of WHCC: a token for each order, and what each of its error numbers becomes."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from modules.labs.adapters import asking
from modules.labs.adapters.whcc.fields import FAKE, LIVE, SANDBOX
from modules.labs.contract import Account, Away, Refused

_BASES = {LIVE: "https://apps.whcc.com", SANDBOX: "https://sandbox.apps.whcc.com"}
FORBIDDEN = 403
TOKEN_EXPIRED, UNKNOWN_CONFIRMATION, ALREADY_SUBMITTED = "403.01", "412.03", "412.04"


@dataclass(frozen=True)
class Line:
    """An open line to WHCC: its token lives an hour and cannot be renewed."""

    base: str
    token: str

    def ask(
        self, method: str, path: str, *, told: object = None, form: dict[str, str] | None = None
    ) -> asking.Reply | Away:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if told is None and form is None and method == "POST":
            headers["Content-Length"] = "0"
        reply = asking.ask(method, self.base + path, headers=headers, told=told, form=form)
        if isinstance(reply, Away):
            return reply
        # A token that has just ended says nothing about the order.
        stale = number(reply) == TOKEN_EXPIRED
        return asking.away() if reply.is_unclear or stale else reply


def connect(account: Account) -> Line | Refused | Away:
    """A new token. Their interface wants the secret in the address; it is not logged here."""
    base = _base(account)
    if not base:
        return Refused(sentence=_("This environment cannot be used here."), code="environment")
    params = {
        "grant_type": "consumer_credentials",
        "consumer_key": account.settings.get("consumer_key", ""),
        "consumer_secret": account.secrets.get("consumer_secret", ""),
    }
    headers = {"Accept": "application/json"}
    reply = asking.ask("GET", f"{base}/api/AccessToken", headers=headers, params=params)
    if isinstance(reply, Away):
        return reply
    token = reply.fields.get("Token")
    if reply.status == 200 and isinstance(token, str) and token:
        return Line(base, token)
    return asking.away() if reply.is_unclear or reply.status == 200 else refused(reply)


def number(reply: asking.Reply) -> str:
    return str(reply.fields.get("ErrorNumber") or "")


def refused(reply: asking.Reply) -> Refused:
    """A no, with their own words where ours say less."""
    code = number(reply) or str(reply.status)
    theirs = str(reply.fields.get("Message") or "")[:500]
    ours = sentence(code)
    return Refused(sentence=f"{ours} {theirs}".strip(), code=code)


def sentence(code: str) -> str:
    """What an error number means to the studio."""
    known = {
        "400.01": _("A file arrived damaged, and WHCC cancelled the order."),
        "400.02": _("WHCC did not find a file at its address."),
        "400.03": _("WHCC could not fetch a file."),
        "400.04": _("WHCC does not take our address for news."),
        "400.05": _("WHCC could not reach our address for news."),
        "400.06": _("A PDF has another number of pages than was said."),
        "400.07": _("A book has too few or too many pages."),
        "400.08": _("A PDF has a size that WHCC cannot print."),
        "403": _("This WHCC account may not do that."),
        "403.02": _("WHCC does not take this consumer key and secret."),
        "403.03": _("WHCC does not take this consumer key, or it has ended."),
        "403.04": _("WHCC does not take this consumer secret."),
        "403.05": _("WHCC wants another way to sign in than this version knows."),
        "412.01": _("WHCC cannot read the order."),
        "412.02": _("The order breaks a rule of WHCC."),
        "412.05": _("WHCC no longer takes orders in this form."),
        "412.06": _("WHCC does not take an e-mail address of the order."),
    }
    return known.get(code) or known.get(code.partition(".")[0]) or _("WHCC refused this.")


def _base(account: Account) -> str:
    where = account.settings.get("environment", "")
    if where == FAKE and settings.LABS_FAKE_URL:
        return str(settings.LABS_FAKE_URL)
    return _BASES.get(where, "")
