"""Cancelling an order (T11): what was not delivered will not be, and its links end at once.

Copies and the coupon's use go back. Money does not: giving it back is a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import hooks
from modules.commerce.events import OrderCancelled, PrintsLeftOut
from modules.commerce.models import ItemState, Life, Method, Order, OrderItem, Payment
from modules.commerce.services import stock
from modules.commerce.services.costs import discounts
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import locking, mails, revisions, trail
from modules.commerce.services.paying import promising
from safelight import jobs, outbox
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

KIND = "commerce.close_payments"
_ENDED = (ItemState.DELIVERED, ItemState.CANCELLED)


class CannotBeCancelledNow(Refusal):
    code = "cannot_be_cancelled_now"


def cancel(
    *, order: Order, by: Person | None, at: datetime, tell_client: bool, reason: str = ""
) -> Order:
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
        waited = (ItemState.TO_LAB, ItemState.PROBLEM)
        had_prints = locked.items.filter(method=Method.LAB, state__in=waited).exists()
        cancel_items(locked, locked.items.exclude(state__in=_ENDED), at=at)
        if had_prints:
            outbox.publish(PrintsLeftOut(order_id=locked.pk))
        discounts.give_back(order=locked, at=at)
        locked.follow("life", Life.CANCELLED)
        locked.save(update_fields=["life"])
        revisions.raise_for([locked.pk])
        promising.end(locked, at=at)
        outbox.publish(OrderCancelled(order_id=locked.pk))
        close_payments(locked)
        trail.record(
            order=locked, verb="cancelled", by=by, at=at, told=tell_client, reason=reason.strip()
        )
        if tell_client:
            mails.order_cancelled(locked)
    return locked


def cancel_items(order: Order, items: Iterable[OrderItem], *, at: datetime) -> None:
    """Take items out of a locked order that ends, with the copies of what nobody gets."""
    ended = list(items)
    for item in ended:
        item.move(ItemState.CANCELLED)
        item.problem = ""
    OrderItem.objects.bulk_update(ended, ["state", "problem"])
    stock.fit(order, at=at)
    outcomes.settle_fulfilment(order)


def close_payments(order: Order) -> None:
    """Let nobody pay for a locked order any more, if somebody may be doing so now."""
    if order.payments.filter(state__in=Payment.RUNNING).exists():
        jobs.enqueue(KIND, key=str(order.pk), order_id=order.pk)


def check_labs(order: Order, item: OrderItem | None = None) -> None:
    """Raise ``CannotBeCancelledNow`` where a lab has begun with prints of a locked order, or with
    this one.
    """
    item_ids = None if item is None else [item.pk]
    for sentence in hooks.objections(order_id=order.pk, item_ids=item_ids):
        raise CannotBeCancelledNow(sentence)


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
    check_labs(order)
