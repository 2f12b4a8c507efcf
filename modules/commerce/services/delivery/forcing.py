"""Delivering although the order is not paid (T9): a person of the team wants it so, and says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Delivery, ItemState, Order, PaymentState, Validation
from modules.commerce.services import stock
from modules.commerce.services.delivery import delivering
from modules.commerce.services.delivery.delivering import NothingToDeliver, OrderIsClosed
from modules.commerce.services.orders import locking, releasing, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

_ACCEPTED = (Validation.NOT_REQUIRED, Validation.ACCEPTED)


class CannotBeForced(Refusal):
    code = "cannot_be_forced"


class ConfirmationNeeded(Refusal):
    """Whoever asks did not say that they know that it is not paid."""

    code = "confirmation_needed"
    status = 400


def may_be_forced(order: Order) -> bool:
    """Whether there is something that only forcing brings on its way."""
    if not order.is_open or order.validation not in _ACCEPTED:
        return False
    if order.payment == PaymentState.REFUNDED:
        return False
    held = [ItemState.AWAITING_PAYMENT]
    if not order.may_be_fulfilled:
        held.append(ItemState.PENDING)
    return order.items.filter(state__in=held).exists()


def deliver(*, order: Order, by: Person, sure: bool, at: datetime) -> Delivery | None:
    """Release everything of an order that waits for money, and deliver what is ready.

    None where nothing of it is a file that is ready: prints and what is not FINAL go on from here
    as in a paid order. The order stays unpaid, and its copies stay held. Also lets a paid order go
    on that was stopped because copies are missing. Raises ``ConfirmationNeeded``,
    ``OrderIsClosed``, ``CannotBeForced`` and ``NothingToDeliver``.
    """
    if not sure:
        raise ConfirmationNeeded(_("Say that you mean to deliver it although it is not paid."))
    # Items, stock, batch, history and mail appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        _check(locked)
        short = stock.keep(locked)
        released = releasing.release(locked, at=at, forced=True)
        if released:
            trail.record(
                order=locked, verb="forced", by=by, at=at, released=released, short=short,
                paid=locked.may_be_fulfilled,
            )  # fmt: skip
        try:
            return delivering.deliver_ready(order=locked, by=by, at=at, before_payment=True)
        except NothingToDeliver:
            if not released:
                raise
    return None


def _check(order: Order) -> None:
    if not order.is_open:
        raise OrderIsClosed(_("This order was cancelled; nothing more is delivered."))
    if order.validation not in _ACCEPTED:
        raise CannotBeForced(_("Accept this order first."))
    if order.payment == PaymentState.REFUNDED:
        raise CannotBeForced(_("The money of this order was given back; nothing is delivered."))
