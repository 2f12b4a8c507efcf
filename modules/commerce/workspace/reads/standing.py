"""Where an order stands for the team: its lines with their items, its parcels, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    Parcel,
    ShippingProfile,
)
from modules.commerce.money import frozen
from modules.commerce.money.priced import TaxSum
from modules.commerce.services.delivery import correcting, handing_over, outcomes
from modules.commerce.services.paying import ledger, promising
from modules.commerce.site.printed import ordered
from modules.commerce.site.printed.cut import Cut
from modules.commerce.workspace.reads import next_step
from modules.gallery import facade as gallery

S = ItemState


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item with its photo as it is now, which the item may not have caught up with."""

    item: OrderItem
    photo: gallery.PhotoFacts | None
    thumb: gallery.Thumb | None
    cut: Cut | None
    place: gallery.GalleryFacts | None


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """A line with what has to be handed over for it: one item, or one for each file."""

    line: OrderLine
    rows: Sequence[Row]
    done: int

    @property
    def is_group(self) -> bool:
        return len(self.rows) != 1


@dataclass(frozen=True, kw_only=True)
class ParcelRow:
    """``waiting`` items of it are the studio's to send; ``announced``: the client may fetch it.

    ``may_take_back``: it was marked as gone a short while ago.
    """

    parcel: Parcel
    rows: Sequence[Row]
    waiting: int
    announced: bool
    may_take_back: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Counts of an order's items; ``files`` are those that are delivered by a link.

    ``would_change`` is how many of them a recalculation would change. ``next_step`` is the most
    urgent of what is to be done, ``further`` the rest.
    """

    rows: Sequence[Row]
    lines: Sequence[LineRow]
    parcels: Sequence[ParcelRow]
    taxes: Sequence[TaxSum]
    ready: int
    preparing: int
    files: int
    would_change: int
    next_step: str
    further: Sequence[str]
    tone: str

    @property
    def file_names(self) -> list[str]:
        return [row.item.name for row in self.rows if not row.item.is_by_hand]


def of(request: HttpRequest, order: Order) -> Standing:
    rows = _rows(request, order)
    lines = _lines(order, rows)
    parcels = _parcels(order, rows)
    states = Counter(row.item.state for row in rows)
    would_change = sum(_would_change(row) for row in rows)
    steps, tone = next_step.say(order, _facts(order, rows, parcels, would_change))
    kept = [row.item for row in rows if row.item.state != S.CANCELLED]
    return Standing(
        rows=rows,
        lines=lines,
        parcels=parcels,
        taxes=frozen.sums_of([*(each.line for each in lines), *(each.parcel for each in parcels)]),
        ready=states[S.PENDING],
        preparing=states[S.PREPARING],
        files=sum(not (item.is_by_hand or item.is_by_lab) for item in kept),
        would_change=would_change,
        next_step=steps[0],
        further=steps[1:],
        tone=tone,
    )


def _facts(
    order: Order, rows: Sequence[Row], parcels: Sequence[ParcelRow], would_change: int
) -> next_step.Facts:
    alone = [row for row in rows if row.item.line.parcel_id is None]
    by_transfer = [row.item for row in alone if row.item.method == Method.TRANSFER]
    transfers = sum(item.state == S.EXTERNAL for item in by_transfer)
    return next_step.Facts(
        states=Counter(row.item.state for row in rows),
        would_change=would_change,
        parcels=sum(bool(each.waiting) for each in parcels),
        products=sum(row.item.state == S.EXTERNAL for row in alone) - transfers,
        transfers=transfers,
        money=len(ledger.problems(order)),
        promised=promising.promised_at(order) is not None,
        disputed=order.payments.filter(disputed=True).exists(),
    )


def _lines(order: Order, rows: Sequence[Row]) -> list[LineRow]:
    found = []
    for line in order.lines.all():
        line.order = order
        of_it = [row for row in rows if row.item.line_id == line.pk]
        done = sum(row.item.is_handed_over for row in of_it)
        found.append(LineRow(line=line, rows=of_it, done=done))
    return found


def _parcels(order: Order, rows: Sequence[Row]) -> list[ParcelRow]:
    found = []
    for parcel in order.parcels.all():
        parcel.order = order
        of_it = [row for row in rows if row.item.line.parcel_id == parcel.pk]
        picked_up = parcel.kind == ShippingProfile.Kind.PICK_UP
        found.append(
            ParcelRow(
                parcel=parcel,
                rows=of_it,
                waiting=sum(row.item.state == S.EXTERNAL for row in of_it),
                announced=picked_up and handing_over.is_announced(order, parcel),
                may_take_back=correcting.may_take_back(parcel, timezone.now()),
            )
        )
    return found


def _rows(request: HttpRequest, order: Order) -> list[Row]:
    items = list(order.items.select_related("line__row"))
    pairs = [(i.gallery_id, i.photo_id) for i in items if i.gallery_id and i.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    cuts = ordered.cuts(items, thumbs)
    photos = gallery.photos(ids=[photo_id for _gallery, photo_id in pairs])
    places = gallery.galleries(ids={item.gallery_id for item in items if item.gallery_id})
    return [
        Row(
            item=item,
            photo=photos.get(item.photo_id or 0),
            thumb=thumbs.get(item.photo_id or 0),
            cut=cuts.get(item.pk),
            place=places.get(item.gallery_id or 0),
        )
        for item in items
    ]


def _would_change(row: Row) -> bool:
    if row.item.state not in (S.DEFERRED, S.PENDING):
        return False
    verdict = outcomes.judge(
        photo=row.photo, only_final=row.item.only_final, released=True, gone=""
    )
    return verdict.state != row.item.state
