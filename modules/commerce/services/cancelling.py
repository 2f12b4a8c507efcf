"""Cancelling an order (T11): what was not delivered will not be, and its links end at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Life, Order, OrderItem
from modules.commerce.services import locking, mails, outcomes, revisions, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class CannotBeCancelledNow(Refusal):
    code = "cannot_be_cancelled_now"


def cancel(*, order: Order, by: Person, at: datetime, tell_client: bool) -> Order:
    """Cancel an open order; a cancelled one is left as it is.

    Raises ``CannotBeCancelledNow`` while files of it are being made.
    """
    # Life, items, revision, history and mail appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        if not locked.is_open:
            return locked
        if locked.items.filter(state=ItemState.PREPARING).exists():
            raise CannotBeCancelledNow(
                _("Photos of this order are being prepared. Try again in a minute.")
            )
        left = list(locked.items.exclude(state__in=[ItemState.DELIVERED, ItemState.CANCELLED]))
        for item in left:
            item.move(ItemState.CANCELLED)
        OrderItem.objects.bulk_update(left, ["state"])
        locked.life = Life.CANCELLED
        locked.save(update_fields=["life"])
        revisions.raise_for([locked.pk])
        outcomes.settle_fulfilment(locked)
        trail.record(order=locked, verb="cancelled", by=by, at=at, told=tell_client)
        if tell_client:
            mails.order_cancelled(locked)
    return locked


def cancel_item(*, item: OrderItem, by: Person, at: datetime) -> OrderItem:
    """Leave one undelivered photo out of an open order; one that is out already stays so.

    Raises ``TransitionNotAllowed`` for what is delivered or just being prepared.
    """
    # The item, the order's fulfilment and the history appear together.
    with transaction.atomic():
        order = locking.lock(item.order_id)
        fresh: OrderItem = order.items.get(pk=item.pk)
        if fresh.state == ItemState.CANCELLED:
            return fresh
        fresh.move(ItemState.CANCELLED)
        fresh.problem = ""
        fresh.save(update_fields=["state", "problem"])
        outcomes.settle_fulfilment(order)
        trail.record(order=order, verb="item_cancelled", by=by, at=at, name=fresh.name)
    return fresh
