"""Deliver what is ready (T8): one batch, one mail, however many people press at once.

Items in a delivery format may still have to be made: the batch is *started* here, and *finished*
when the last of its files is there. Both steps lock the order, and finishing is claimed by
compare-and-set, so each happens once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.events import OrderDelivered
from modules.commerce.models import (
    Delivery,
    ItemState,
    Order,
    OrderItem,
    PaymentState,
    Validation,
)
from modules.commerce.services.delivery import outcomes, recalculating
from modules.commerce.services.orders import locking, mails, trail
from modules.gallery import facade as gallery
from safelight import outbox
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

# Somebody who presses this long after another most likely looks at an older page.
JUST_NOW = timedelta(minutes=15)
# What nobody has to press a button for.
BY_ITSELF = Q(gallery__deliver_when_final=True) | Q(at_once=True)


class NothingToDeliver(Refusal):
    code = "nothing_to_deliver"


class OrderIsClosed(Refusal):
    code = "order_is_closed"


class NotToBeDeliveredYet(Refusal):
    """The order is not paid or not accepted; ``forcing`` delivers what is not paid."""

    code = "not_to_be_delivered_yet"


def deliver_ready(
    *,
    order: Order,
    by: Person | None,
    at: datetime,
    by_itself: bool = False,
    before_payment: bool = False,
) -> Delivery:
    """Give the client every item that is ready to deliver, in one batch.

    ``by_itself`` takes only items that are delivered without being asked. What stopped being
    FINAL since it was recalculated is held back again. ``before_payment`` is the team's word that
    it may go out although the order may not be fulfilled.
    Raises ``OrderIsClosed``, ``NotToBeDeliveredYet`` and ``NothingToDeliver``.
    """
    # Items, batch, history and mail appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        _check(locked, before_payment=before_payment)
        items = _ready(locked, by_itself=by_itself)
        if not items:
            raise NothingToDeliver(_why_nothing(locked, at))
        delivery = Delivery.objects.create(
            order=locked, number=locked.deliveries.count() + 1, by=by, started_at=at,
            before_payment=not locked.may_be_fulfilled,
        )  # fmt: skip
        _take(delivery, items)
        if not _go_on(delivery, at=at):
            trail.record(
                order=locked, verb="delivery_started", by=by, at=at,
                delivery=delivery.number, photos=len(items), of=locked.items.count(),
            )  # fmt: skip
    return delivery


def go_on(*, delivery_id: int, at: datetime) -> None:
    """Finish a started batch if its files have been made by now; else leave it waiting."""
    with transaction.atomic():  # As in deliver_ready.
        delivery = Delivery.objects.select_related("by").get(pk=delivery_id)
        delivery.order = locking.lock(delivery.order_id)
        _go_on(delivery, at=at)


def go_on_with_all(*, older_than: datetime, at: datetime) -> None:
    """Look after batches that wait for long: nobody may have told them that their files are made.

    Their files are asked for again, which changes nothing where they are being made: a delivery
    format that was edited meanwhile wants other files than were asked for.
    """
    waiting = Delivery.objects.filter(finished_at=None, started_at__lt=older_than)
    for delivery in waiting.order_by("pk"):
        with transaction.atomic():  # Rows and jobs appear together.
            _ask_for_files(delivery.items.filter(state=ItemState.PREPARING))
        go_on(delivery_id=delivery.pk, at=at)


def waiting_for(*, version_id: int, format_id: int) -> list[int]:
    """Ids of the batches with an item that waits for this file."""
    rows = OrderItem.objects.filter(
        state=ItemState.PREPARING, version_id=version_id, format_id=format_id
    )
    return sorted({int(found) for found in rows.values_list("delivery_id", flat=True) if found})


def _ready(order: Order, *, by_itself: bool) -> list[OrderItem]:
    """The pending items whose photos may still go out; the others are held back."""
    recalculating.hold_back(order)
    ready = order.items.filter(state=ItemState.PENDING).select_related("photo")
    return list(ready.filter(BY_ITSELF) if by_itself else ready)


def _take(delivery: Delivery, items: Sequence[OrderItem]) -> None:
    """Fix the very file that each item gets, and ask for those that have to be made."""
    for item in items:
        item.move(ItemState.PREPARING)
        item.delivery = delivery
        item.version_id = item.photo.version_id if item.photo else None
    OrderItem.objects.bulk_update(items, ["state", "delivery", "version"])
    _ask_for_files(items)


def _ask_for_files(items: Iterable[OrderItem]) -> None:
    wanted = [(i.version_id, i.format_id) for i in items if i.version_id and i.format_id]
    if wanted:
        gallery.prepare(pairs=wanted)


def _go_on(delivery: Delivery, *, at: datetime) -> bool:
    """Whether the batch is finished."""
    items = list(delivery.items.filter(state=ItemState.PREPARING))
    files = gallery.delivery_files(
        pairs=[(item.version_id, item.format_id) for item in items if item.version_id]
    )
    for item in items:
        _settle(item, files.get((item.version_id or 0, item.format_id)), at)
    OrderItem.objects.bulk_update(items, ["state", "problem", "file", "delivered_at"])
    if any(item.state == ItemState.PREPARING for item in items):
        return False
    claimed = Delivery.objects.filter(pk=delivery.pk, finished_at=None).update(finished_at=at)
    if claimed == 1:
        _finish(delivery, at)
    return True


def _settle(
    item: OrderItem, file: gallery.DeliverySource | gallery.NotReady | None, at: datetime
) -> None:
    if file is None:
        item.stop(_("The photo is gone. Cancel this item, or upload the photo again."))
    elif isinstance(file, gallery.DeliverySource):
        item.deliver(file, at=at)
    elif file.problem:
        item.stop(file.problem)


def _finish(delivery: Delivery, at: datetime) -> None:
    order = delivery.order
    outcomes.settle_fulfilment(order)
    delivered = list(delivery.items.filter(state=ItemState.DELIVERED))
    failed = delivery.items.count() - len(delivered)
    trail.record(
        order=order, verb="delivered", by=delivery.by, at=at,
        delivery=delivery.number, photos=len(delivered), failed=failed,
        before_payment=delivery.before_payment,
    )  # fmt: skip
    if delivered:
        outbox.publish(OrderDelivered(order_id=order.pk, delivery_id=delivery.pk))
        mails.order_delivered(delivery, delivered)


def _check(order: Order, *, before_payment: bool) -> None:
    if not order.is_open:
        raise OrderIsClosed(_("This order was cancelled; nothing more is delivered."))
    if not (order.may_be_fulfilled or before_payment):
        raise NotToBeDeliveredYet(_why_not_yet(order))


def _why_not_yet(order: Order) -> str:
    if order.validation == Validation.AWAITING:
        return _("Accept this order first.")
    if order.validation == Validation.DECLINED:
        return _("This order was declined; nothing of it is delivered.")
    if order.payment == PaymentState.REFUNDED:
        return _("The money of this order was given back; nothing more is delivered.")
    return _("This order is not paid. Deliver it although it is not, or wait for the payment.")


def _why_nothing(order: Order, at: datetime) -> str:
    last = order.deliveries.select_related("by").order_by("-number").first()
    waiting = order.items.filter(state=ItemState.DEFERRED).count()
    sentences = []
    if last is not None and (not waiting or last.started_at > at - JUST_NOW):
        sentences.append(
            _("Already delivered by %(who)s (%(time)s).")
            % {
                "who": last.by or _("the system"),
                "time": time_format(timezone.localtime(last.started_at)),
            }
        )
    if waiting:
        sentences.append(
            ngettext(
                "%(count)d photo is held back: upload it as FINAL under the same name, then "
                "recalculate.",
                "%(count)d photos are held back: upload them as FINAL under the same names, then "
                "recalculate.",
                waiting,
            )
            % {"count": waiting}
        )
    return " ".join(sentences) or _("Nothing in this order can be delivered now.")
