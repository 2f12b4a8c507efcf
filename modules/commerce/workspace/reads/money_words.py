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


def _amount(detail: Detail) -> dict[str, str]:
    provider = str(detail.get("provider", ""))
    return {
        "amount": money(int(detail.get("amount", 0)), str(detail.get("currency", "EUR"))),
        "by": str(Provider(provider).label) if provider in Provider.values else provider,
    }


SAY: dict[str, Callable[[Detail], str]] = {
    "payment_started": lambda d: _("went to pay %(amount)s (%(by)s)") % _amount(d),
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
