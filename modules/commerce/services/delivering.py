"""Deliver what is ready (T8): one batch, one mail, however many people press at once.

Items in a delivery format may still have to be made: the batch is *started* here, and *finished*
when the last of its files is there. Both steps lock the order, and finishing is claimed by
compare-and-set, so each happens once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.events import OrderDelivered
from modules.commerce.models import Delivery, ItemState, Order, OrderItem
from modules.commerce.services import mails, outcomes, trail
from modules.gallery import facade as gallery
from safelight import outbox
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class NothingToDeliver(Refusal):
    code = "nothing_to_deliver"


class OrderIsClosed(Refusal):
    code = "order_is_closed"


def deliver_ready(
    *, order: Order, by: Person | None, at: datetime, by_itself: bool = False
) -> Delivery:
    """Give the client every item that is ready to deliver, in one batch.

    ``by_itself`` takes only items of galleries that deliver by themselves.
    Raises ``OrderIsClosed`` and ``NothingToDeliver``.
    """
    # Items, batch, history and mail appear together.
    with transaction.atomic():
        locked = Order.objects.select_for_update().get(pk=order.pk)
        ready = locked.items.filter(state=ItemState.PENDING).select_related("photo")
        items = list(ready.filter(gallery__deliver_when_final=True) if by_itself else ready)
        if not locked.is_open:
            raise OrderIsClosed(_("This order was cancelled; nothing more is delivered."))
        if not items:
            raise NothingToDeliver(_why_nothing(locked))
        delivery = Delivery.objects.create(
            order=locked, number=locked.deliveries.count() + 1, by=by, started_at=at
        )
        _take(delivery, items)
        trail.record(
            order=locked, verb="delivery_started", by=by, at=at,
            delivery=delivery.number, photos=len(items), of=locked.items.count(),
        )  # fmt: skip
        _go_on(delivery, at=at)
    return delivery


def go_on(*, delivery_id: int, at: datetime) -> None:
    """Finish a started batch if its files have been made by now; else leave it waiting."""
    with transaction.atomic():  # As in deliver_ready.
        delivery = Delivery.objects.select_related("order").get(pk=delivery_id)
        Order.objects.select_for_update().get(pk=delivery.order_id)
        _go_on(delivery, at=at)


def waiting_for(prepared: Sequence[tuple[int, int]]) -> list[int]:
    """Ids of the batches with an item that waits for one of these (version id, format id)."""
    found: set[int] = set()
    for version_id, format_id in prepared:
        rows = OrderItem.objects.filter(
            state=ItemState.PREPARING, version_id=version_id, format_id=format_id
        )
        found.update(rows.values_list("delivery_id", flat=True))
    return sorted(found)


def _take(delivery: Delivery, items: Sequence[OrderItem]) -> None:
    """Fix the very file that each item gets, and ask for those that have to be made."""
    for item in items:
        item.move(ItemState.PREPARING)
        item.delivery = delivery
        item.version_id = item.photo.version_id if item.photo else None
    OrderItem.objects.bulk_update(items, ["state", "delivery", "version"])
    wanted = [(i.version_id, i.format_id) for i in items if i.version_id and i.format_id]
    if wanted:
        gallery.prepare(pairs=wanted)


def _go_on(delivery: Delivery, *, at: datetime) -> None:
    items = list(delivery.items.filter(state=ItemState.PREPARING))
    for item in items:
        _settle(item, at)
    OrderItem.objects.bulk_update(items, ["state", "problem", "delivered_at"])
    if any(item.state == ItemState.PREPARING for item in items):
        return
    claimed = Delivery.objects.filter(pk=delivery.pk, finished_at=None).update(finished_at=at)
    if claimed == 1:
        _finish(delivery, at)


def _settle(item: OrderItem, at: datetime) -> None:
    if item.version_id is None:
        item.move(ItemState.PROBLEM)
        item.problem = _("The photo is gone. Cancel this item, or upload the photo again.")
        return
    source = gallery.delivery_file(version_id=item.version_id, format_id=item.format_id)
    if isinstance(source, gallery.DeliverySource):
        item.move(ItemState.DELIVERED)
        item.delivered_at = at
    elif source.problem:
        item.move(ItemState.PROBLEM)
        item.problem = source.problem


def _finish(delivery: Delivery, at: datetime) -> None:
    order = delivery.order
    outcomes.settle_fulfilment(order)
    delivered = delivery.items.filter(state=ItemState.DELIVERED).count()
    trail.record(
        order=order, verb="delivered", by=delivery.by, at=at,
        delivery=delivery.number, photos=delivered,
    )  # fmt: skip
    if delivered:
        outbox.publish(OrderDelivered(order_id=order.pk, delivery_id=delivery.pk))
        mails.order_delivered(delivery, photos=delivered)


def _why_nothing(order: Order) -> str:
    last = order.deliveries.order_by("-number").first()
    if order.items.filter(state=ItemState.DEFERRED).exists():
        return _(
            "Nothing is ready to deliver. Upload the finished photos as FINAL under the same "
            "names, then recalculate."
        )
    if last is not None:
        who = str(last.by) if last.by else _("the system")
        return _("Nothing is left to deliver: %(who)s has just delivered it.") % {"who": who}
    return _("Nothing in this order can be delivered now.")
