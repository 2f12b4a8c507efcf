"""What an order wants of the team, the most urgent first, in one sentence each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import ItemState, Order, PaymentState, Validation
from safelight.web.templatetags.web import money

S = ItemState
_UNPAID = {
    PaymentState.UNPAID: lambda: _("%(due)s are not paid yet. What waits for it goes on then."),
    PaymentState.FAILED: lambda: _("The payment of %(due)s did not go through yet."),
    PaymentState.PENDING: lambda: _("The client is paying %(due)s."),
    PaymentState.REFUNDED: lambda: _("%(due)s were given back. Cancel the order if it is over."),
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is counted of an order; ``would_change`` is how many a recalculation would change.

    ``promised``: the client said that they pay outside. ``disputed``: their bank wants the money
    back, or has taken it.
    """

    states: Counter[str]
    would_change: int
    parcels: int
    products: int
    transfers: int
    money: int
    promised: bool = False
    disputed: bool = False

    @property
    def is_empty(self) -> bool:
        return self.states.total() == self.states[S.CANCELLED]


def say(order: Order, facts: Facts) -> tuple[list[str], str]:
    """The steps and the tone of the first: a class of ``.message``, or nothing."""
    money_first = _settle_money(facts)
    if not order.is_open:
        ended = _("This order is cancelled. Nothing more is delivered.")
        return [*money_first, ended], "error" if money_first else ""
    if order.validation == Validation.AWAITING:
        return [_("This order waits for you: accept or decline it.")], "warning"
    if order.validation == Validation.DECLINED:
        return [*money_first, _("You declined this order. Nothing is delivered.")], ""
    mend = [*money_first, *_mend(facts)]
    steps = [*mend, *_payment(order, facts), *_prepare(facts), *_deliver(facts), *_wait(facts)]
    if not steps and order.is_charge:
        return [_("This is settled. There is nothing to do.")], "success"
    if not steps and facts.is_empty:
        return [_("Nothing is left in this order. Cancel it, so that it is off your list.")], ""
    if not steps:
        return [_("Everything is delivered. There is nothing to do.")], "success"
    return steps, "error" if mend else ""


def _settle_money(facts: Facts) -> list[str]:
    said = []
    if facts.disputed:
        said.append(_("The client disputes the payment: answer at the payment provider first."))
    if facts.money:
        said.append(_("Something about the payment needs you: see what it is under Payment."))
    return said


def _mend(facts: Facts) -> list[str]:
    said = ngettext(
        "%(n)d photo has a problem: see what it is in the list.",
        "%(n)d photos have a problem: see what it is in the list.",
        facts.states[S.PROBLEM],
    )
    return _counted(said, facts.states[S.PROBLEM])


def _payment(order: Order, facts: Facts) -> list[str]:
    due = {"due": money(order.due, order.currency)}
    if order.payment == PaymentState.PENDING and facts.promised:
        said = _("The client says that they pay %(due)s directly: mark it as paid when it is in.")
        return [said % due]
    words = _UNPAID.get(PaymentState(order.payment))
    return [words() % due] if words else []


def _prepare(facts: Facts) -> list[str]:
    preparing = ngettext(
        "%(n)d photo is being prepared; the mail goes out when it is done.",
        "%(n)d photos are being prepared; the mail goes out when the last one is done.",
        facts.states[S.PREPARING],
    )
    changed = ngettext(
        "%(n)d photo has changed since: recalculate.",
        "%(n)d photos have changed since: recalculate.",
        facts.would_change,
    )
    return [
        *_counted(preparing, facts.states[S.PREPARING]), *_counted(changed, facts.would_change)
    ]  # fmt: skip


def _deliver(facts: Facts) -> list[str]:
    files = ngettext(
        "%(n)d photo is ready: deliver it.",
        "%(n)d photos are ready: deliver them.",
        facts.states[S.PENDING],
    )
    parcels = ngettext(
        "%(n)d parcel is yours to send or hand out.",
        "%(n)d parcels are yours to send or hand out.",
        facts.parcels,
    )
    products = ngettext(
        "%(n)d item is yours to hand over: tick it off when it is done.",
        "%(n)d items are yours to hand over: tick them off when they are done.",
        facts.products,
    )
    transfers = ngettext(
        "%(n)d photo goes by the photo transfer of its gallery: upload its final there.",
        "%(n)d photos go by the photo transfer of their gallery: upload their finals there.",
        facts.transfers,
    )
    return [
        *_counted(files, facts.states[S.PENDING]),
        *_counted(parcels, facts.parcels),
        *_counted(products, facts.products),
        *_counted(transfers, facts.transfers),
    ]


def _wait(facts: Facts) -> list[str]:
    waiting = ngettext(
        "%(n)d photo waits until it is FINAL: upload the retouched file under the same name, then "
        "recalculate.",
        "%(n)d photos wait until they are FINAL: upload the retouched files under the same names, "
        "then recalculate.",
        facts.states[S.DEFERRED],
    )
    to_lab = ngettext(
        "%(n)d print waits to go to its lab.",
        "%(n)d prints wait to go to their lab.",
        facts.states[S.TO_LAB],
    )
    at_lab = ngettext(
        "%(n)d print is at its lab.", "%(n)d prints are at their lab.", facts.states[S.AT_LAB]
    )
    return [
        *_counted(waiting, 0 if facts.would_change else facts.states[S.DEFERRED]),
        *_counted(to_lab, facts.states[S.TO_LAB]),
        *_counted(at_lab, facts.states[S.AT_LAB]),
    ]


def _counted(said: str, count: int) -> list[str]:
    return [said % {"n": count}] if count else []
