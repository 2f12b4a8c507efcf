"""The slip itself: a PDF made of the lab order alone, whenever somebody asks for it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from contextlib import closing

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs.models import LabOrder, LabPiece, LabState
from modules.labs.services.ordering import recipients
from modules.labs.settings import LabsSettings
from safelight.outbox import brand as brands
from safelight.site import selectors as site
from tenants.context import current_studio

# Millimetres.
COPIES, GAP = 18.0, 4.0


def pdf(lab_order: LabOrder) -> bytes:
    """Laid out twice, to say on each page how many there are."""
    brand = brands.of(current_studio(), ("lab_order", lab_order.public_id))
    with translation.override(brand.language):
        with closing(_Writing(lab_order, brand, pages=0)) as counted:
            pages = counted.sheet.page_no()
        with closing(_Writing(lab_order, brand, pages=pages)) as written:
            return bytes(written.sheet.output())


class _Writing:
    def __init__(self, lab_order: LabOrder, brand: brands.Brand, *, pages: int) -> None:
        self.lab_order, self.pieces = lab_order, _pieces(lab_order)
        self.sheet = commerce.sheet(
            language=brand.language, foot=brand.name, pages=pages, at=lab_order.created_at
        )
        self.sheet.set_title(_("Packing slip"))
        self.sheet.set_author(brand.name)
        self._head(brand)
        for piece in self.pieces:
            self._piece(piece)
        self._end()

    def close(self) -> None:
        self.sheet.close_fonts()

    def _head(self, brand: brands.Brand) -> None:
        sheet = self.sheet
        sheet.ink(13, bold=True)
        sheet.write_lines([brand.name], sheet.epw)
        sheet.ink(8, grey=True)
        sheet.write_lines([row for row in (brand.footer, brand.reply_to) if row], sheet.epw)
        sheet.ln(12)
        sheet.ink(10)
        address = recipients.address_of(self.lab_order.recipient)
        sheet.write_lines(commerce.address_lines(address), sheet.epw)
        sheet.ln(12)
        sheet.ink(17, bold=True)
        sheet.write_lines([_("Packing slip")], sheet.epw)
        sheet.ink(9, grey=True)
        sheet.write_lines([_orders(self.pieces)], sheet.epw)
        sheet.ln(5)
        sheet.rule()
        sheet.ln(2)

    def _piece(self, piece: LabPiece) -> None:
        sheet = self.sheet
        sheet.make_room(14)
        top = sheet.get_y()
        sheet.ink(10, bold=True)
        sheet.write_lines([f"{piece.copies} ×"], COPIES)
        sheet.set_xy(sheet.l_margin + COPIES, top)
        sheet.ink(10)
        sheet.write_lines([piece.words or piece.sku], sheet.epw - COPIES)
        sheet.set_x(sheet.l_margin + COPIES)
        sheet.ink(8, grey=True)
        sheet.write_lines([piece.item.name], sheet.epw - COPIES)
        sheet.set_x(sheet.l_margin)
        sheet.ln(GAP)

    def _end(self) -> None:
        sheet = self.sheet
        sheet.make_room(20)
        sheet.rule()
        count = sum(piece.copies for piece in self.pieces)
        sheet.ink(9, bold=True)
        sheet.write_lines([ngettext("%d piece", "%d pieces", count) % count], sheet.epw)
        note = site.module_settings("labs", LabsSettings).slip_note.strip()
        if note:
            sheet.ln(8)
            sheet.ink(10)
            sheet.write_lines(note.splitlines(), sheet.epw)


def _pieces(lab_order: LabOrder) -> list[LabPiece]:
    """What is, or was, sent; of one that ended nothing is live any more."""
    rows = lab_order.pieces.select_related("item__order")
    if lab_order.state == LabState.DONE:
        return list(rows.exclude(parcels=None))
    return list(rows.filter(is_live=True))


def _orders(pieces: Sequence[LabPiece]) -> str:
    """The clients' orders and their days."""
    zone = zoneinfo.ZoneInfo(site.site_settings().time_zone)
    locale = to_locale(get_language() or "en")
    orders = {piece.item.order_id: piece.item.order for piece in pieces}
    words = _("Order %(number)s of %(day)s")
    return ", ".join(
        words
        % {
            "number": order.number,
            "day": format_date(order.placed_at.astimezone(zone).date(), "long", locale=locale),
        }
        for order in orders.values()
    )
