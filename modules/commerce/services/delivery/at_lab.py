"""Items that a lab makes (T10): what a lab order's news do to the order they belong to.

The module that knows labs calls these; each locks the order, may be repeated, and writes history
and mail with the change. No state goes back because of news: only a person takes something back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from modules.commerce import framing
from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    Parcel,
    Shipment,
    Shipped,
    ShippingProfile,
)
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.delivery.handing_over import Tracking
from modules.commerce.services.orders import cancelling, locking, news, trail
from safelight.accounts.models import Person

S = ItemState
_WAITING = (S.TO_LAB, S.PROBLEM)
_ON_THE_WAY = (S.TO_LAB, S.AT_LAB, S.PROBLEM)


def taken(*, order_id: int, item_ids: Collection[int], lab: str, at: datetime) -> int:
    """The lab has accepted these; how many were waiting for it until now."""
    with transaction.atomic():
        order = locking.lock(order_id)
        items = _items(order, item_ids, _WAITING)
        for item in items:
            item.move(S.AT_LAB)
            item.problem = ""
        _save(items)
        if items:
            trail.record(order=order, verb="lab_took", by=None, at=at, lab=lab, items=len(items))
    return len(items)


def stopped(
    *, order_id: int, item_ids: Collection[int], lab: str, sentence: str, at: datetime
) -> int:
    """A person has to look at these; the sentence says why. Tells nobody: the caller knows whom."""
    with transaction.atomic():
        order = locking.lock(order_id)
        items = _items(order, item_ids, (S.TO_LAB, S.AT_LAB))
        for item in items:
            item.stop(sentence)
        _save(items)
        if items:
            trail.record(
                order=order, verb="lab_stopped", by=None, at=at,
                lab=lab, items=len(items), sentence=sentence,
            )  # fmt: skip
    return len(items)


def wait_again(*, order_id: int, item_ids: Collection[int], by: Person | None, at: datetime) -> int:
    """They wait for a lab once more: put right, or taken back from the lab that had them."""
    with transaction.atomic():
        order = locking.lock(order_id)
        items = _items(order, item_ids, (S.PROBLEM, S.AT_LAB)) if order.is_open else []
        for item in items:
            item.move(S.TO_LAB)
            item.problem = ""
        _save(items)
        if items:
            trail.record(order=order, verb="lab_again", by=by, at=at, items=len(items))
    return len(items)


def shipped(
    *,
    order_id: int,
    reference: str,
    copies: Mapping[int, int],
    tracking: Tracking,
    at: datetime,
) -> Shipment | None:
    """A parcel has left the lab for the client, who gets one mail for it.

    ``copies``: item id to number of copies in it. ``reference``: the lab's name of the parcel;
    None when it was told before. An item is shipped once all copies that are wanted of it are.
    """
    with transaction.atomic():
        order = locking.lock(order_id)
        if order.shipments.filter(reference=reference).exists():
            return None
        items = _items(order, copies, (*_ON_THE_WAY, S.SHIPPED))
        if not items:
            return None
        shipment = Shipment.objects.create(
            order=order, parcel=_parcel(items), reference=reference, sent_at=at,
            carrier=tracking.carrier, tracking=tracking.number, tracking_url=tracking.url,
        )  # fmt: skip
        Shipped.objects.bulk_create(
            Shipped(shipment=shipment, item=item, copies=max(1, copies[item.pk])) for item in items
        )
        _all_sent(items, at)
        outcomes.settle_fulfilment(order)
        trail.record(
            order=order, verb="lab_shipped", by=None, at=at, items=len(items),
            carrier=tracking.carrier, number=tracking.number,
        )  # fmt: skip
        news.shipment_sent(shipment, items)
    return shipment


def arrived(*, order_id: int, item_ids: Collection[int], at: datetime) -> int:
    """The lab has sent these to the studio, which hands them over as their parcel says."""
    return _to_studio(order_id, item_ids, None, at, verb="lab_to_studio")


def keep_in_house(*, order_id: int, item_ids: Collection[int], by: Person, at: datetime) -> int:
    """The studio makes and hands over these itself; no lab has them any more."""
    return _to_studio(order_id, item_ids, by, at, verb="in_house")


def frame(*, item_id: int, stored: Mapping[str, Any], by: Person, at: datetime) -> OrderItem:
    """Print another part of the photo (``framing.Framing.stored``; empty for the middle of it).

    What is no print that waits for a lab stays as it is. Raises ``framing.BadFraming``.
    """
    chosen = framing.read(stored)
    with transaction.atomic():  # The item and the history appear together.
        order = locking.lock(OrderItem.objects.values_list("order", flat=True).get(pk=item_id))
        item: OrderItem = order.items.get(pk=item_id)
        if item.state in _WAITING and item.is_by_lab:
            item.framing = chosen.stored() if chosen else {}
            item.save(update_fields=["framing"])
            trail.record(order=order, verb="lab_framed", by=by, at=at, name=item.name)
    return item


def leave_out(*, order_id: int, item_ids: Collection[int], by: Person | None, at: datetime) -> int:
    """The lab confirms that it does not make these: they are cancelled, copies go back."""
    with transaction.atomic():
        order = locking.lock(order_id)
        items = _items(order, item_ids, _ON_THE_WAY)
        for item in items:
            if item.state == S.AT_LAB:
                item.move(S.TO_LAB)
        if items:
            cancelling.cancel_items(order, items, at=at)
            trail.record(order=order, verb="lab_took_back", by=by, at=at, items=len(items))
    return len(items)


def _to_studio(
    order_id: int, item_ids: Collection[int], by: Person | None, at: datetime, *, verb: str
) -> int:
    with transaction.atomic():
        order = locking.lock(order_id)
        items = _items(order, item_ids, _ON_THE_WAY)
        for item in items:
            item.move(S.EXTERNAL)
            item.method, item.problem = _method(item.line.parcel), ""
        OrderItem.objects.bulk_update(items, ["state", "method", "problem"])
        if items:
            trail.record(order=order, verb=verb, by=by, at=at, items=len(items))
    return len(items)


def _method(parcel: Parcel | None) -> Method:
    if parcel is None:
        return Method.EXTERNAL
    return Method.PICK_UP if parcel.kind == ShippingProfile.Kind.PICK_UP else Method.SHIP


def _items(order: Order, ids: Collection[int], states: Sequence[ItemState]) -> list[OrderItem]:
    rows = order.items.filter(pk__in=ids, state__in=states, method=Method.LAB)
    return list(rows.select_related("line__parcel"))


def _save(items: Sequence[OrderItem]) -> None:
    OrderItem.objects.bulk_update(items, ["state", "problem"])


def _parcel(items: Sequence[OrderItem]) -> Parcel | None:
    return next((item.line.parcel for item in items if item.line.parcel), None)


def _all_sent(items: Sequence[OrderItem], at: datetime) -> None:
    """Move items of which every copy is on its way."""
    done = []
    for item in items:
        sent = sum(Shipped.objects.filter(item=item).values_list("copies", flat=True))
        if item.state != S.SHIPPED and sent >= item.kept:
            item.hand_over(S.SHIPPED, at=at)
            done.append(item)
    OrderItem.objects.bulk_update(done, ["state", "delivered_at", "problem"])
