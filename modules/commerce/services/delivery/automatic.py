"""Delivering by itself what becomes FINAL, where the gallery says so, and what was bought to be
delivered at once.

Twenty retouched photos arrive one by one; the client gets one mail. So a job is asked for that
waits a little, and whatever becomes FINAL meanwhile joins it.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from modules.commerce.models import ItemState, Life, Order, OrderItem
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import BY_ITSELF
from safelight import jobs

KIND = "commerce.deliver_automatically"
QUIET = timedelta(seconds=45)


def photos_have_changed(photo_ids: Collection[int]) -> None:
    """Ask for the orders that hold one of these photos back and deliver by themselves."""
    held = OrderItem.objects.filter(photo_id__in=photo_ids, state__in=OrderItem.OPEN)
    with transaction.atomic():  # A job is a row and wants a transaction.
        _ask_for(held.filter(gallery__deliver_when_final=True), delay=QUIET)


def order_released(order: Order) -> None:
    """Ask for an order that may be fulfilled now: some of its photos may be FINAL already."""
    _ask_for(order.items.filter(BY_ITSELF, state=ItemState.PENDING), delay=timedelta(0))


def _ask_for(items: QuerySet[OrderItem], *, delay: timedelta) -> None:
    """One job an order; one that is still waiting is not doubled."""
    of_open = items.filter(order__life=Life.OPEN)
    for order_id in sorted(set(of_open.values_list("order_id", flat=True))):
        jobs.enqueue(KIND, key=str(order_id), delay=delay, order_id=order_id)


def deliver(*, order_id: int, at: datetime) -> None:
    """Deliver what is ready of galleries that deliver by themselves; nothing else."""
    order = Order.objects.filter(pk=order_id, life=Life.OPEN).first()
    if order is None:
        return
    by_itself = order.items.filter(BY_ITSELF)
    if not by_itself.filter(state__in=OrderItem.OPEN).exists():
        return
    recalculating.recalculate(order=order, by=None, at=at)
    # Somebody of the team may press the button between here and there.
    with suppress(
        delivering.NothingToDeliver, delivering.NotToBeDeliveredYet, delivering.OrderIsClosed
    ):
        delivering.deliver_ready(order=order, by=None, at=at, by_itself=True)
