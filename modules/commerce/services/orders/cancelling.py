"""Cancelling an order (T11): what was not delivered will not be, and its links end at once.

Copies and the coupon's use go back. Money does not: giving it back is a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Life, Order, OrderItem, OrderLine, Payment
from modules.commerce.services import stock
from modules.commerce.services.costs import discounts
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import locking, mails, revisions, trail
from safelight import jobs
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

KIND = "commerce.close_payments"
_ENDED = (ItemState.DELIVERED, ItemState.CANCELLED)


class CannotBeCancelledNow(Refusal):
    code = "cannot_be_cancelled_now"


def cancel(*, order: Order, by: Person, at: datetime, tell_client: bool) -> Order:
    """Cancel an open order; a cancelled one is left as it is.

    A session by which the client may be paying is closed right after the commit, by a job. Raises
    ``CannotBeCancelledNow`` while files of it are being made, and once something was sent.
    """
    # Life, items, stock, coupon, revision, history and mail appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        if not locked.is_open:
            return locked
        _check(locked)
        leave_out(locked, locked.items.exclude(state__in=_ENDED), at=at)
        discounts.give_back(order=locked, at=at)
        locked.follow("life", Life.CANCELLED)
        locked.save(update_fields=["life"])
        revisions.raise_for([locked.pk])
        close_payments(locked)
        trail.record(order=locked, verb="cancelled", by=by, at=at, told=tell_client)
        if tell_client:
            mails.order_cancelled(locked)
    return locked


def cancel_item(*, item: OrderItem, by: Person, at: datetime) -> OrderItem:
    """Leave one undelivered item out of an open order; one that is out already stays so.

    Its copies can be sold again; what was to be paid for it stays as it is. Raises
    ``TransitionNotAllowed`` for what is delivered or just being prepared.
    """
    # The item, the stock, the order's fulfilment and the history appear together.
    with transaction.atomic():
        order = locking.lock(item.order_id)
        fresh: OrderItem = order.items.get(pk=item.pk)
        if fresh.state == ItemState.CANCELLED:
            return fresh
        leave_out(order, [fresh], at=at)
        trail.record(order=order, verb="item_cancelled", by=by, at=at, name=fresh.name)
    return fresh


def leave_out(order: Order, items: Iterable[OrderItem], *, at: datetime) -> None:
    """Take items out of a locked order, with the copies of lines that nothing is left of."""
    left_out = list(items)
    for item in left_out:
        item.move(ItemState.CANCELLED)
        item.problem = ""
    OrderItem.objects.bulk_update(left_out, ["state", "problem"])
    emptied = OrderLine.objects.filter(pk__in={item.line_id for item in left_out})
    stock.give_back(
        order, emptied.exclude(items__in=order.items.exclude(state=ItemState.CANCELLED)), at=at
    )
    outcomes.settle_fulfilment(order)


def close_payments(order: Order) -> None:
    """Let nobody pay for a locked order any more, if somebody may be doing so now."""
    if order.payments.filter(state__in=Payment.RUNNING).exists():
        jobs.enqueue(KIND, key=str(order.pk), order_id=order.pk)


def _check(order: Order) -> None:
    states = set(order.items.values_list("state", flat=True))
    if ItemState.PREPARING in states:
        raise CannotBeCancelledNow(
            _("Photos of this order are being prepared. Try again in a minute.")
        )
    if ItemState.SHIPPED in states:
        raise CannotBeCancelledNow(
            _("A part of this order was sent already. Leave out what was not, one by one.")
        )
