"""From a quote to the rows of an order: prices, names and files as they are at this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    Parcel,
    PriceList,
    ShippingProfile,
)
from modules.commerce.money import frozen
from modules.commerce.money.basket import PricedLine
from modules.commerce.services.costs import discounts
from modules.commerce.services.deliverables import counting, extras
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.offers import prints, rules
from modules.commerce.services.orders import releasing
from modules.commerce.services.quoting import Consent, Quote, QuotedLine
from modules.gallery import facade as gallery
from modules.gallery.facts import PhotoFacts

_FILES = (OrderLine.Kind.DOWNLOAD, OrderLine.Kind.GALLERY)


def lines_of(order: Order, quote: Quote) -> list[OrderLine]:
    """Write the order's parcels and lines, as they were quoted."""
    parcels = {
        parcel.profile.pk: Parcel.objects.create(
            order=order,
            profile=parcel.profile,
            name=parcel.profile.name,
            kind=parcel.profile.kind,
            tier=parcel.tier.name if parcel.tier else "",
            instructions=parcel.profile.instructions,
            **money_of(quote.priced.parcels[parcel.profile.pk]),
        )
        for parcel in quote.parcels.values()
    }
    by_line = {key: parcels[p.profile.pk] for p in quote.parcels.values() for key in p.keys}
    return OrderLine.objects.bulk_create(
        _line(order, line, by_line.get(line.item.pk)) for line in quote.lines
    )


def items_of(
    order: Order, viewer: gallery.Viewer, lines: Sequence[OrderLine], quote: Quote
) -> list[OrderItem]:
    """Write what has to be handed over: one item a line, for a whole gallery one a file."""
    framings = {line.pk: of.item.framing for line, of in zip(lines, quote.lines, strict=True)}
    return OrderItem.objects.bulk_create(_Items(order, viewer, lines, framings).items())


def consents(given: Sequence[Consent], *, terms: str, at: datetime) -> list[dict[str, Any]]:
    """What was agreed to, in the words that were read."""
    agreed = [{**asdict(each), "at": at.isoformat()} for each in given]
    return [each | ({"terms": terms} if each["kind"] == "terms" else {}) for each in agreed]


def money_of(priced: PricedLine) -> dict[str, Any]:
    """The fields of a line or parcel that say what it costs."""
    return {
        "amount": priced.amount,
        "discount": priced.discount,
        "discounts": discounts.frozen(priced),
        "tax": priced.tax,
        "taxes": frozen.taxes(priced),
    }


def _line(order: Order, line: QuotedLine, parcel: Parcel | None) -> OrderLine:
    assert line.priced is not None
    item = line.item
    return OrderLine(
        order=order,
        kind=line.kind,
        price_list=item.row.price_list if item.row else None,
        row=item.row,
        gallery_id=item.gallery_id,
        photo_id=item.photo_id,
        parcel=parcel,
        name=item.name,
        description=item.row.name if item.row else "",
        choices=[asdict(each) for each in line.chosen],
        note=item.note,
        quantity=item.quantity,
        unit_price=line.unit_price,
        **money_of(line.priced),
    )


@dataclass
class _Items:
    order: Order
    viewer: gallery.Viewer
    lines: Sequence[OrderLine]
    framings: Mapping[int, dict[str, Any]]

    def items(self) -> list[OrderItem]:
        self.photos = gallery.photos(ids=[line.photo_id for line in self.lines if line.photo_id])
        self.papers = prints.of_rows({line.row for line in self.lines if line.row})
        ids = {line.gallery_id for line in self.lines if line.gallery_id}
        self.galleries = gallery.galleries(ids=ids, viewer=self.viewer)
        wholes = [line for line in self.lines if line.kind == OrderLine.Kind.GALLERY]
        of_wholes = {line.gallery_id for line in wholes if line.gallery_id}
        self.contents = gallery.contents(ids=of_wholes) if wholes else {}
        self.entered = gallery.entered(viewer=self.viewer, ids=of_wholes) if wholes else {}
        return [item for line in self.lines for item in self._of(line)]

    def _of(self, line: OrderLine) -> list[OrderItem]:
        if line.kind == OrderLine.Kind.RETOUCH:
            place = self.galleries[line.gallery_id or 0]
            photo = self.photos.get(line.photo_id or 0)
            item = self._file(line, photo, place.only_final)
            item.format_id = place.order_format_id
            return [item]
        if line.kind not in _FILES:
            return [self._goods(line)]
        price_list = line.price_list
        assert price_list is not None
        assert line.row is not None
        files: Sequence[PhotoFacts | None] = [self.photos.get(line.photo_id or 0)]
        if line.photo_id is None:
            files = self._whole(line, price_list)
        items = [self._file(line, photo, price_list.only_final_at_once) for photo in files]
        for item in items:
            item.format_id, item.at_once = line.row.format_id, True
        return items

    def _whole(self, line: OrderLine, price_list: PriceList) -> list[PhotoFacts]:
        """The gallery's files as they are now: what is added later is not sold with them."""
        place = line.gallery_id or 0
        if price_list.is_managed:
            return extras.remaining(counting.quotas([place]))[place]
        found = self.contents[place]
        sold = {each.id for each in rules.whole(price_list, found, self.entered[place].free_states)}
        return [photo for photo in found if photo.id in sold]

    def _file(self, line: OrderLine, photo: PhotoFacts | None, only_final: bool) -> OrderItem:
        released = self.order.may_be_fulfilled
        verdict = outcomes.judge(photo=photo, only_final=only_final, released=released, gone="")
        place = self.galleries.get(line.gallery_id or 0)
        if photo is not None and place is not None and place.has_transfer:
            state = ItemState.EXTERNAL if released else ItemState.AWAITING_PAYMENT
            verdict = outcomes.Verdict(state, Method.TRANSFER)
        return OrderItem(
            order=self.order,
            line=line,
            gallery_id=line.gallery_id,
            photo_id=photo.id if photo else line.photo_id,
            name=photo.name if photo else line.name,
            only_final=only_final,
            note=line.note,
            state=verdict.state,
            method=verdict.method,
        )

    def _goods(self, line: OrderLine) -> OrderItem:
        """Something that no file is: sent, picked up, or handed over some other way."""
        kind = line.parcel.kind if line.parcel else ""
        by_lab = line.price_list is not None and line.price_list.made_by_lab
        methods = {
            ShippingProfile.Kind.SHIP: Method.SHIP, ShippingProfile.Kind.PICK_UP: Method.PICK_UP,
        }  # fmt: skip
        method = Method.LAB if by_lab else methods.get(kind, Method.EXTERNAL)  # type: ignore[call-overload]
        item = OrderItem(
            order=self.order,
            line=line,
            gallery_id=line.gallery_id,
            photo_id=line.photo_id,
            name=line.name,
            format_id=line.row.format_id if line.row else None,
            note=line.note,
            quantity=line.quantity,
            framing=self._framing(line),
            state=ItemState.AWAITING_PAYMENT,
            method=method,
        )
        if self.order.may_be_fulfilled:
            item.move(releasing.released_state(item))
        return item

    def _framing(self, line: OrderLine) -> dict[str, Any]:
        """What was chosen; else nothing, which is the middle of whatever file is newest then, or
        the whole with the list's white border.
        """
        chosen, photo = self.framings[line.pk], self.photos.get(line.photo_id or 0)
        paper = self.papers.get(line.row_id or 0)
        if chosen or paper is None or photo is None or not photo.width or not photo.height:
            return chosen
        usual = paper.standard((photo.width, photo.height))
        return usual.stored() if usual.fit == "border" else {}
