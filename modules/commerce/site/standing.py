"""Where an order stands, in the words that its client reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from modules.commerce import hooks
from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    Parcel,
    Shipment,
)
from modules.commerce.models.items import BY_HAND
from modules.commerce.money import frozen
from modules.commerce.money.priced import TaxSum
from modules.commerce.services import addresses
from modules.commerce.services.delivery import rights
from modules.commerce.site import words
from modules.commerce.site.printed import ordered
from modules.commerce.site.printed.cut import Cut
from modules.gallery import facade as gallery

S = ItemState
_GOODS = (*BY_HAND, Method.LAB)


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    item: OrderItem
    thumb: gallery.Thumb | None
    words: str
    may_fetch: bool
    cut: Cut | None


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """A line with its items: one, or one for each file of a whole gallery."""

    line: OrderLine
    items: Sequence[ItemFacts]

    @property
    def is_group(self) -> bool:
        return len(self.items) != 1


@dataclass(frozen=True, kw_only=True)
class Standing:
    """``heading`` says where the order is, ``text`` what comes next.

    ``ready`` of its ``files`` can be fetched; ``prepared`` of the ``preparing`` are made.
    ``address`` is where parcels go; ``days`` says how many working days those take that are not
    sent yet, by their id.
    """

    heading: str
    text: str
    ready: int
    files: int
    bytes: int
    preparing: int
    prepared: int
    lines: Sequence[LineFacts]
    parcels: Sequence[Parcel]
    days: Mapping[int, tuple[int, int]]
    shipments: Sequence[Shipment]
    taxes: Sequence[TaxSum]
    address: Sequence[str]
    gallery: gallery.GalleryFacts | None

    @property
    def parcels_with_days(self) -> list[tuple[Parcel, tuple[int, int] | None]]:
        return [(parcel, self.days.get(parcel.pk)) for parcel in self.parcels]


def of(request: HttpRequest, order: Order) -> Standing:
    items = list(order.items.select_related("line__row"))
    may_fetch = rights.may_fetch(order)
    facts = _items(request, order, items, may_fetch=may_fetch)
    heading, text = words.say(order, _counted(items))
    if order.is_open and not may_fetch:
        heading, text = words.say_closed(order)
    lines = [_line(order, line, facts) for line in order.lines.all()]
    parcels = list(order.parcels.select_related("order"))
    shipments = order.shipments.prefetch_related("contents__item__line")
    ready = [each.item for each in facts if each.may_fetch]
    files = [item for item in items if item.method not in _GOODS and item.state != S.CANCELLED]
    waiting = [item for item in items if item.state == S.PREPARING]
    return Standing(
        heading=heading,
        text=text,
        ready=len(ready),
        files=len(files),
        bytes=sum(item.source.bytes for item in ready),
        preparing=len(waiting),
        prepared=_prepared(waiting),
        lines=lines,
        parcels=parcels,
        days=_days(order, items),
        shipments=list(shipments),
        taxes=frozen.sums_of([*(each.line for each in lines), *parcels]),
        address=addresses.lines(order.shipping_address) if order.shipping_address else (),
        gallery=_gallery(request, items),
    )


def _days(order: Order, items: Sequence[OrderItem]) -> Mapping[int, tuple[int, int]]:
    """Of parcels of which something still has to be sent."""
    parcels = {item.line.parcel_id for item in items if item.kept and not item.is_handed_over}
    if not order.is_open or not parcels - {None}:
        return {}
    found = hooks.days_to_wait(order_id=order.pk)
    return {parcel: days for parcel, days in found.items() if parcel in parcels}


def _prepared(waiting: Sequence[OrderItem]) -> int:
    """How many of these items' files are made, and wait for the others."""
    pairs = [(item.version_id, item.format_id) for item in waiting if item.version_id]
    made = gallery.delivery_files(pairs=set(pairs)) if pairs else {}
    return sum(not isinstance(made.get(pair), gallery.NotReady | None) for pair in pairs)


def short(orders: Sequence[Order]) -> list[tuple[Order, str, int]]:
    """Each order with its heading and how many items it has; one query for all."""
    counts = {order.pk: words.Counts(files=Counter(), goods=Counter()) for order in orders}
    items = OrderItem.objects.filter(order__in=counts)
    for order_id, state, method in items.values_list("order_id", "state", "method"):
        counts[order_id].add(state, by_hand=method in _GOODS)
    return [(o, words.say(o, counts[o.pk])[0], counts[o.pk].all) for o in orders]


def _counted(items: Sequence[OrderItem]) -> words.Counts:
    counts = words.Counts(files=Counter(), goods=Counter())
    for item in items:
        counts.add(item.state, by_hand=item.is_by_hand or item.is_by_lab)
    return counts


def _items(
    request: HttpRequest, order: Order, items: Sequence[OrderItem], *, may_fetch: bool
) -> list[ItemFacts]:
    pairs = [(i.gallery_id, i.photo_id) for i in items if i.gallery_id and i.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    cuts = ordered.cuts(items, thumbs)
    return [
        ItemFacts(
            item=item,
            thumb=thumbs.get(item.photo_id or 0),
            words=words.of_item(item),
            may_fetch=may_fetch and item.is_delivered,
            cut=cuts.get(item.pk),
        )
        for item in items
    ]


def _line(order: Order, line: OrderLine, facts: Sequence[ItemFacts]) -> LineFacts:
    line.order = order
    return LineFacts(line=line, items=[each for each in facts if each.item.line_id == line.pk])


def _gallery(request: HttpRequest, items: Sequence[OrderItem]) -> gallery.GalleryFacts | None:
    """The first gallery of the order that this person may still enter."""
    ids = {item.gallery_id for item in items if item.gallery_id}
    entered = gallery.entered(viewer=gallery.viewer_of(request), ids=ids) if ids else {}
    return next(iter(gallery.galleries(ids=list(entered)[:1]).values()), None)
