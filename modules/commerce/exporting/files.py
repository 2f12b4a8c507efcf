"""The figures as rows of a file."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from decimal import Decimal
from typing import IO

from django.utils.translation import gettext as _

from modules.commerce.exporting import sheets
from modules.commerce.exporting.figures import Figures
from modules.commerce.exporting.sheets import Cell
from modules.commerce.services import addresses
from modules.commerce.services.documents.facts import method


def head() -> list[str]:
    return [
        _("Order"), _("Placed"), _("Client"), _("E-mail"), _("Country"), _("What"), _("Name"),
        _("Gallery"), _("Price list"), _("Row"), _("Options"), _("Quantity"), _("Currency"),
        _("Amount"), _("Discounts"), _("Of these by coupon"), _("Coupon"), _("Net"), _("Tax"),
        _("Gross"), _("Shipping"), _("Tax in shipping"), _("Total"), _("Given back"),
        _("Payment"), _("Paid how"), _("Paid on"), _("Papers"), _("Open or cancelled"),
        _("Lab cost"), _("Lab cost in"),
    ]  # fmt: skip


def cells(row: Figures, zone: zoneinfo.ZoneInfo) -> list[Cell]:
    """The row in the order of ``head``; times in the studio's zone."""
    return [*_whose(row, zone), *_what(row), *_money(row), *_paid(row, zone), *_made(row)]


def write(kind: str, rows: Iterable[Figures], zone: zoneinfo.ZoneInfo) -> IO[bytes]:
    """``kind`` is one of ``sheets.WRITERS``."""
    lines = (sheets.Line(row.order.currency, cells(row, zone)) for row in rows)
    return sheets.WRITERS[kind](_("Orders"), head(), lines)


def _whose(row: Figures, zone: zoneinfo.ZoneInfo) -> list[Cell]:
    order = row.order
    land = (order.shipping_address or order.billing_address).get("country", "")
    country = addresses.country_name(land) if land else ""
    return [order.number, order.placed_at.astimezone(zone), order.name, order.email, country]


def _what(row: Figures) -> list[Cell]:
    line = row.line
    if line is None:
        return [_("Shipping"), row.name, "", "", "", "", 1]
    gallery = line.gallery.title if line.gallery else ""
    options = ", ".join(f"{each['option']}: {each['choice']}" for each in line.choices)
    price_list = line.price_list.name if line.price_list else ""
    return [
        str(line.get_kind_display()), row.name, gallery, price_list, line.description, options,
        line.quantity,
    ]  # fmt: skip


def _money(row: Figures) -> list[Cell]:
    def of(amount: int) -> Decimal:
        return sheets.amount(amount, row.order.currency)

    return [
        row.order.currency, of(row.amount), of(row.discount), of(row.coupon), row.codes,
        of(row.net), of(row.tax), of(row.gross), of(row.shipping), of(row.shipping_tax),
        of(row.total), of(row.refunded),
    ]  # fmt: skip


def _paid(row: Figures, zone: zoneinfo.ZoneInfo) -> list[Cell]:
    payment = row.payment
    at = payment.settled_at if payment else None
    return [
        str(row.order.get_payment_display()),
        method(payment.provider) if payment else "",
        at.astimezone(zone) if at else "",
        ", ".join(paper.data["number"] for paper in row.papers),
        str(row.order.get_life_display()),
    ]


def _made(row: Figures) -> list[Cell]:
    """What labs ask for; two of them may bill in different currencies."""
    if len(row.made_for) > 1:
        sums = (f"{sheets.amount(cost, name)} {name}" for name, cost in row.made_for.items())
        return [" + ".join(sums), ""]
    for currency, cost in row.made_for.items():
        return [sheets.amount(cost, currency), currency]
    return ["", ""]
