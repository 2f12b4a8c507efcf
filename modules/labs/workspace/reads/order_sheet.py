"""A lab order as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from modules.commerce import facade as commerce
from modules.commerce.models import Order
from modules.gallery import facade as gallery
from modules.labs.contract import Cancelling, Capabilities
from modules.labs.models import LabOrder, LabPiece, LabState, LabWay, LabWish
from modules.labs.services import ordering, printing
from modules.labs.services.ordering import recipients, wishes
from modules.labs.workspace.reads import order_cutting

# The page is looked at, not kept.
_LINK_LASTS = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A piece with its photo. ``cut`` is the part of the photo that is printed."""

    piece: LabPiece
    order: Order
    thumb: gallery.Thumb | None
    cut: order_cutting.Cut | None
    file_url: str
    may_reprint: bool


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Minor units of ``currency``; ``difference`` is what was billed beyond what was expected."""

    currency: str
    expected: int | None
    billed: int | None
    difference: int | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """``may``: names of what the team can do now."""

    rows: Sequence[Row]
    orders: Sequence[Order]
    parcels: Sequence[Any]
    unsent: Sequence[LabPiece]
    costs: Costs | None
    address: Sequence[str]
    ways: Sequence[LabWay]
    wishes: Sequence[LabWish]
    can: Capabilities
    may: frozenset[str]

    @property
    def open_wish(self) -> LabWish | None:
        return next((each for each in self.wishes if each.answered_at is None), None)


def of(request: HttpRequest, lab_order: LabOrder, *, at: datetime) -> Sheet:
    rows = _rows(request, lab_order, at)
    orders = {row.order.pk: row.order for row in rows}
    kept = recipients.address_of(lab_order.recipient)
    parcels = list(lab_order.parcels.prefetch_related("pieces"))
    sent = {piece.pk for parcel in parcels for piece in parcel.pieces.all()}
    return Sheet(
        rows=rows,
        orders=sorted(orders.values(), key=lambda order: order.number),
        parcels=parcels,
        unsent=[r.piece for r in rows if r.piece.is_live and r.piece.pk not in sent],
        costs=_costs(lab_order),
        address=commerce.address_lines(kept),
        ways=_ways(lab_order),
        wishes=list(lab_order.wishes.select_related("by")[:10]),
        can=wishes.capabilities(lab_order.connection),
        may=_may(lab_order),
    )


def _ways(lab_order: LabOrder) -> list[LabWay]:
    rows = LabWay.objects.filter(connection=lab_order.connection)
    return list(rows.select_related("profile").order_by("pk"))


def _may(lab_order: LabOrder) -> frozenset[str]:
    asked = ordering.offered(lab_order)
    found = {
        "send": lab_order.is_live and lab_order.state in (LabState.WAITING, LabState.STOPPED)
        and not lab_order.lab_id,
        "prepare": lab_order.is_to_prepare,
        "extend": lab_order.state == LabState.WAITING,
        "address": lab_order.is_to_prepare or LabWish.Kind.RECIPIENT in asked,
        "way": lab_order.is_to_prepare or LabWish.Kind.METHOD in asked,
        "take_back": LabWish.Kind.CANCEL in asked,
        "again": LabWish.Kind.AGAIN in asked,
        "mark": ordering.may_be_marked(lab_order),
        "ask": bool(lab_order.lab_id) and lab_order.is_live
        and wishes.capabilities(lab_order.connection).answers,
        "agreed": _may_agree(lab_order),
    }  # fmt: skip
    return frozenset(name for name, is_so in found.items() if is_so)


def _may_agree(lab_order: LabOrder) -> bool:
    """The lab is asked outside: its word comes through a person."""
    by_asking = wishes.capabilities(lab_order.connection).cancelling != Cancelling.BEFORE_PRODUCTION
    return by_asking and ordering.may_be_marked(lab_order)


def _rows(request: HttpRequest, lab_order: LabOrder, at: datetime) -> list[Row]:
    pieces = list(lab_order.pieces.select_related("item__order", "item__line__row", "file"))
    items = [piece.item for piece in pieces]
    pairs = [(i.gallery_id, i.photo_id) for i in items if i.gallery_id and i.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    cuts = order_cutting.of(lab_order, pieces)
    live = {*LabPiece.objects.filter(item__in=items, is_live=True).values_list("item", flat=True)}
    is_done = lab_order.state == LabState.DONE
    return [
        Row(
            piece=piece,
            order=piece.item.order,
            thumb=thumbs.get(piece.item.photo_id or 0),
            cut=cuts.get(piece.pk),
            file_url=_file_url(piece, at),
            may_reprint=is_done and piece.item_id not in live,
        )
        for piece in pieces
    ]


def _file_url(piece: LabPiece, at: datetime) -> str:
    if piece.file is None or not piece.file.is_made:
        return ""
    return printing.link(file=piece.file, until=at + _LINK_LASTS)


def _costs(lab_order: LabOrder) -> Costs | None:
    charges = list(lab_order.charges.all())
    if not charges and lab_order.quoted is None:
        return None
    currency = charges[0].currency if charges else lab_order.currency
    billed = sum(each.amount for each in charges if each.currency == currency) if charges else None
    expected = lab_order.quoted if lab_order.currency == currency else None
    return Costs(
        currency=currency,
        expected=expected,
        billed=billed,
        difference=None if billed is None or expected is None else billed - expected,
    )
