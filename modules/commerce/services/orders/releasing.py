"""Letting the items of an order go on: it is paid, accepted, or forced (T5, T6)."""

from __future__ import annotations

from datetime import datetime

from modules.commerce.events import PrintsReleased
from modules.commerce.models import ItemState, Order, OrderItem
from modules.commerce.services.delivery import automatic, outcomes
from modules.commerce.services.orders import settling
from modules.gallery import facade as gallery
from safelight import outbox


def release(order: Order, *, at: datetime, forced: bool = False) -> int:
    """Take the items of a locked order out of ``awaiting_payment``; returns how many left it.

    What is to be delivered at once is delivered right after the commit, by a job. ``forced`` lets
    items go although the order may not be fulfilled. May be repeated.
    """
    if not order.is_open or not (forced or order.may_be_fulfilled):
        return 0
    settling.settle(order, at=at)
    items = list(order.items.filter(state=ItemState.AWAITING_PAYMENT))
    photos = gallery.photos(ids=[item.photo_id for item in items if item.photo_id])
    for item in items:
        _let_go(item, photos.get(item.photo_id or 0))
    OrderItem.objects.bulk_update(items, ["state", "method"])
    announce(order)
    return len(items)


def announce(order: Order) -> None:
    """Items of a locked order were let go: ask for what follows by itself, after the commit."""
    automatic.order_released(order)
    if order.items.filter(state=ItemState.TO_LAB).exists():
        outbox.publish(PrintsReleased(order_id=order.pk))


def released_state(item: OrderItem) -> ItemState:
    """Where an item goes that no file is, once its order may be fulfilled."""
    return ItemState.TO_LAB if item.is_by_lab else ItemState.EXTERNAL


def _let_go(item: OrderItem, photo: gallery.PhotoFacts | None) -> None:
    if item.is_by_hand or item.is_by_lab:
        item.move(released_state(item))
        return
    verdict = outcomes.judge(photo=photo, only_final=item.only_final, released=True, gone="")
    # A photo that is gone shows as a problem when the order is next recalculated.
    lost = verdict.state == ItemState.PROBLEM
    item.move(ItemState.DEFERRED if lost else verdict.state)
    item.method = verdict.method
