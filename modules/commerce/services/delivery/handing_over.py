"""What reaches its client otherwise than as a file: sent, picked up, or handed over.

A parcel is sent once, with one mail that tells how to follow it. What is picked up may be announced
once. Services and books are ticked off, which needs no mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import (
    ItemState,
    Order,
    OrderEntry,
    OrderItem,
    Parcel,
    ShippingProfile,
)
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.delivery.delivering import OrderIsClosed
from modules.commerce.services.orders import locking, news, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class NothingToHandOver(Refusal):
    """All of it is on its way or with the client already, or it is not released yet."""

    code = "nothing_to_hand_over"


class WrongWay(Refusal):
    """A parcel to be picked up is not sent, and a file is not handed over."""

    code = "wrong_way"


class BadTracking(Refusal):
    code = "bad_tracking"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Tracking:
    """How the client can follow a parcel; any part may be empty."""

    carrier: str = ""
    number: str = ""
    url: str = ""


def send(*, parcel: Parcel, tracking: Tracking, by: Person, at: datetime) -> Parcel:
    """A parcel is with its carrier; the client gets one mail.

    Raises ``WrongWay``, ``BadTracking``, ``OrderIsClosed`` and ``NothingToHandOver``.
    """
    check_tracking(tracking)
    # Parcel, items, order, history and mail appear together.
    with transaction.atomic():
        order, fresh = locked_parcel(parcel)
        if fresh.kind == ShippingProfile.Kind.PICK_UP:
            raise WrongWay(_("This parcel is picked up at the studio, not sent."))
        items = _waiting(order, fresh)
        _hand_over(order, items, ItemState.SHIPPED, at)
        follow(fresh, tracking, sent_at=at)
        before = _times_sent(order, fresh)
        trail.record(
            order=order, verb="parcel_sent", by=by, at=at, parcel=fresh.public_id,
            name=fresh.name, items=len(items), carrier=tracking.carrier, number=tracking.number,
        )  # fmt: skip
        news.parcel_sent(fresh, items, before=before)
    return fresh


def announce(*, parcel: Parcel, by: Person, at: datetime) -> Parcel:
    """Tell the client that a parcel can be picked up; once.

    Raises ``WrongWay``, ``OrderIsClosed`` and ``NothingToHandOver``.
    """
    with transaction.atomic():  # History and mail appear together.
        order, fresh = locked_parcel(parcel)
        if fresh.kind != ShippingProfile.Kind.PICK_UP:
            raise WrongWay(_("This parcel is sent, not picked up at the studio."))
        items = _waiting(order, fresh)
        if is_announced(order, fresh):
            raise NothingToHandOver(_("The client was told already."))
        trail.record(
            order=order, verb="parcel_ready", by=by, at=at,
            parcel=fresh.public_id, name=fresh.name, items=len(items),
        )  # fmt: skip
        news.parcel_ready(fresh, items)
    return fresh


def follow(parcel: Parcel, tracking: Tracking, *, sent_at: datetime | None) -> None:
    """Write down how a locked parcel can be followed, and since when it is on its way."""
    parcel.carrier, parcel.tracking = tracking.carrier, tracking.number
    parcel.tracking_url, parcel.sent_at = tracking.url, sent_at
    parcel.save(update_fields=["carrier", "tracking", "tracking_url", "sent_at"])


def is_announced(order: Order, parcel: Parcel) -> bool:
    told = OrderEntry.objects.filter(order=order, verb="parcel_ready")
    return told.filter(detail__parcel=parcel.public_id).exists()


def picked_up(*, parcel: Parcel, by: Person, at: datetime) -> Parcel:
    """The client has fetched a parcel. Raises as ``announce``."""
    with transaction.atomic():  # Items, order and history appear together.
        order, fresh = locked_parcel(parcel)
        if fresh.kind != ShippingProfile.Kind.PICK_UP:
            raise WrongWay(_("This parcel is sent, not picked up at the studio."))
        items = _waiting(order, fresh)
        _hand_over(order, items, ItemState.DELIVERED, at)
        fresh.sent_at = at
        fresh.save(update_fields=["sent_at"])
        trail.record(
            order=order, verb="parcel_picked_up", by=by, at=at,
            parcel=fresh.public_id, name=fresh.name, items=len(items),
        )  # fmt: skip
    return fresh


def hand_over(*, item: OrderItem, by: Person, at: datetime) -> OrderItem:
    """A product or service was handed over outside; what was already stays so.

    Raises ``WrongWay``, ``OrderIsClosed`` and ``TransitionNotAllowed``.
    """
    with transaction.atomic():  # Item, order and history appear together.
        order = _open(locking.lock(item.order_id))
        fresh: OrderItem = order.items.get(pk=item.pk)
        if not fresh.is_by_hand or fresh.line.parcel_id is not None:
            raise WrongWay(_("“%(name)s” is not handed over one by one.") % {"name": fresh.name})
        if fresh.state == ItemState.DELIVERED:
            return fresh
        _hand_over(order, [fresh], ItemState.DELIVERED, at)
        trail.record(order=order, verb="handed_over", by=by, at=at, name=fresh.name)
    return fresh


def locked_parcel(parcel: Parcel) -> tuple[Order, Parcel]:
    order = _open(locking.lock(parcel.order_id))
    fresh: Parcel = order.parcels.get(pk=parcel.pk)
    fresh.order = order
    return order, fresh


def _times_sent(order: Order, parcel: Parcel) -> int:
    told = OrderEntry.objects.filter(order=order, verb="parcel_sent")
    return told.filter(detail__parcel=parcel.public_id).count()


def _open(order: Order) -> Order:
    if not order.is_open:
        raise OrderIsClosed(_("This order was cancelled; nothing more is delivered."))
    return order


def _waiting(order: Order, parcel: Parcel) -> list[OrderItem]:
    of_it = order.items.filter(line__parcel=parcel).select_related("line")
    items = list(of_it.filter(state=ItemState.EXTERNAL))
    if items:
        return items
    if of_it.filter(state=ItemState.AWAITING_PAYMENT).exists():
        raise NothingToHandOver(_("This order is not paid or accepted yet."))
    raise NothingToHandOver(_("All of this parcel is on its way already."))


def _hand_over(order: Order, items: Sequence[OrderItem], to: ItemState, at: datetime) -> None:
    for item in items:
        item.hand_over(to, at=at)
    OrderItem.objects.bulk_update(items, ["state", "delivered_at", "problem"])
    outcomes.settle_fulfilment(order)


def check_tracking(tracking: Tracking) -> None:
    too_long = len(tracking.carrier) > 80 or len(tracking.number) > 120
    if too_long or any("\0" in part for part in (tracking.carrier, tracking.number)):
        raise BadTracking(_("Carrier or tracking number is too long."))
    if not tracking.url:
        return
    try:
        # Clients press it in a mail: nothing but a web address.
        URLValidator(schemes=["http", "https"])(tracking.url)
    except ValidationError:
        raise BadTracking(_("The link does not look like one. It starts with https://")) from None
    if len(tracking.url) > 500:
        raise BadTracking(_("The link is too long."))
