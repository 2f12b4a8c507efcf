"""The words for how far an order and its items are, as its client reads them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from modules.commerce.models import (
    ItemState,
    Life,
    Method,
    Order,
    OrderItem,
    PaymentState,
    Validation,
)
from modules.commerce.services.delivery import withdrawing

S = ItemState
# What the studio calls ready or a problem is still being worked on to its client.
_FILES = {
    S.AWAITING_PAYMENT: gettext_lazy("Not started"),
    S.DEFERRED: gettext_lazy("Being retouched"),
    S.PENDING: gettext_lazy("Being retouched"),
    S.PREPARING: gettext_lazy("Being prepared"),
    S.DELIVERED: gettext_lazy("Ready"),
    S.PROBLEM: gettext_lazy("Being retouched"),
    S.CANCELLED: gettext_lazy("Left out"),
}
_GOODS = _FILES | {
    S.EXTERNAL: gettext_lazy("Being made"),
    S.TO_LAB: gettext_lazy("Waiting to be made"),
    S.AT_LAB: gettext_lazy("Being made"),
    S.PROBLEM: gettext_lazy("Being made"),
    S.SHIPPED: gettext_lazy("On its way"),
    S.DELIVERED: gettext_lazy("Handed over"),
}
_TRANSFERRED = _FILES | {S.EXTERNAL: gettext_lazy("Being retouched")}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many items of an order are in which state: files, and what is handed over."""

    files: Counter[str]
    goods: Counter[str]

    def add(self, state: str, *, by_hand: bool) -> None:
        (self.goods if by_hand else self.files)[state] += 1

    @property
    def all(self) -> int:
        return self.files.total() + self.goods.total()


def of_item(item: OrderItem) -> str:
    state = S(item.state)
    if state == S.DELIVERED and item.method == Method.PICK_UP:
        return _("Picked up")
    if item.method == Method.TRANSFER:
        return str(_TRANSFERRED[state])
    return str((_GOODS if item.is_by_hand or item.is_by_lab else _FILES)[state])


def say(order: Order, counts: Counts) -> tuple[str, str]:
    """Heading and text of an order."""
    if order.life == Life.CANCELLED:
        return _("This order was cancelled"), _("Write to us if you did not expect that.")
    if order.validation == Validation.DECLINED:
        return _("We could not take this order"), _("Write to us, and we find a way.")
    if order.validation == Validation.AWAITING:
        return _("We have your order"), _("We look at it, and get back to you by e-mail.")
    if order.is_charge:
        return _of_charge(order)
    started = counts.files[S.DELIVERED] + counts.goods[S.DELIVERED] + counts.goods[S.SHIPPED]
    if not order.may_be_fulfilled and not started:
        return _("We have your order"), _("It goes on as soon as it is paid.")
    if counts.files.total() - counts.files[S.CANCELLED]:
        heading, text = _of_files(counts.files)
        apart = _("Prints and products come apart.") if _has_goods(counts) else ""
        return heading, f"{text} {apart}".strip()
    if counts.goods.total() - counts.goods[S.CANCELLED]:
        return _of_goods(counts.goods)
    return _("Nothing is left in this order"), ""


def _of_charge(order: Order) -> tuple[str, str]:
    if order.may_be_fulfilled:
        return _("This is paid"), _("Thank you.")
    return _("This is to be paid"), ""


def _has_goods(counts: Counts) -> bool:
    return any(counts.goods[state] for state in (S.EXTERNAL, S.TO_LAB, S.AT_LAB))


def say_closed(order: Order) -> tuple[str, str]:
    """Heading and text of an open order whose files cannot be fetched any more."""
    if order.payment == PaymentState.REFUNDED:
        if order.is_charge:
            return _("You got your money back"), ""
        return _("You got your money back"), _("The photos of this order cannot be fetched now.")
    if withdrawing.is_withdrawn(order):
        return _("Downloads are turned off"), _("Write to us, and we find a way.")
    return _("You disputed this payment"), _("Photos cannot be fetched until that is over.")


def _of_files(states: Counter[str]) -> tuple[str, str]:
    ready, total = states[S.DELIVERED], states.total() - states[S.CANCELLED]
    if ready == total:
        text = _("All of it stays here: fetch it whenever you like.")
        return ngettext("Your photo is ready", "All %d photos are ready", total) % _n(total), text
    if ready:
        heading = _("%(ready)d of %(total)d photos are ready") % {"ready": ready, "total": total}
        return heading, _("The others are being retouched. You get a mail when they are ready.")
    heading = ngettext("Your photo is being retouched", "%d photos are being retouched", total)
    return heading % _n(total), _("You get a mail as soon as they are ready. They appear here.")


def _of_goods(states: Counter[str]) -> tuple[str, str]:
    done = states[S.DELIVERED] + states[S.SHIPPED]
    if done == states.total() - states[S.CANCELLED]:
        if states[S.SHIPPED]:
            return _("Your order is on its way"), _("Below you see how to follow it.")
        return _("Your order is with you"), _("Thank you.")
    if done:
        return _("A part of your order is on its way"), _("You get a mail when the rest goes out.")
    return _("We work on your order"), _("You get a mail as soon as something goes out.")


def _n(count: int) -> tuple[int, ...]:
    # The singular has no number in it.
    return () if count == 1 else (count,)
