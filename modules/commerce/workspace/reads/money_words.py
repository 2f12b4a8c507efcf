"""What happened to an order's money, as sentences of its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from modules.commerce.models import Provider
from safelight.web.templatetags.web import money

Detail = dict[str, Any]


def _with_note(said: str, detail: Detail) -> str:
    note = detail.get("note") or detail.get("reason") or ""
    return _("%(said)s: %(note)s") % {"said": said, "note": note} if note else said


def left_out(detail: Detail) -> str:
    """Which copies are left out, and what is not to be paid any more."""
    name, copies, left = detail.get("name", ""), detail.get("copies", 1), detail.get("left", 0)
    said = _("left out %(name)s") % {"name": name}
    if left or copies > 1:
        said = _("left out %(copies)d × %(name)s") % {"copies": copies, "name": name}
    if not detail.get("off"):
        return said
    off = money(int(detail["off"]), str(detail["currency"]))
    return _("%(said)s: %(off)s less to pay") % {"said": said, "off": off}


def _amount(detail: Detail) -> dict[str, str]:
    provider = str(detail.get("provider", ""))
    return {
        "amount": money(int(detail.get("amount", 0)), str(detail.get("currency", "EUR"))),
        "by": str(Provider(provider).label) if provider in Provider.values else provider,
    }


SAY: dict[str, Callable[[Detail], str]] = {
    "payment_started": lambda d: _("went to pay %(amount)s (%(by)s)") % _amount(d),
    "payment_promised": lambda d: _("said that they pay %(amount)s directly") % _amount(d),
    "paid": lambda d: _("heard that %(amount)s came (%(by)s)") % _amount(d),
    "marked_paid": lambda d: _with_note(_("marked %(amount)s as paid") % _amount(d), d),
    "payment_flagged": lambda d: _("asks you to look: %(why)s") % {"why": d.get("why", "")},
    "problem_settled": lambda d: _("settled: %(why)s") % {"why": d.get("why", "")},
    "refund_asked": lambda d: _with_note(_("gives %(amount)s back") % _amount(d), d),
    "refunded": lambda d: _("gave %(amount)s back") % _amount(d),
    "refund_failed": lambda d: _("could not give %(amount)s back") % _amount(d),
    "disputed": lambda d: _("heard that the client disputes the payment"),
    "dispute_over": lambda d: _("heard that the dispute is over"),
}
