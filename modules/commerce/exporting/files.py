"""The figures as files, written row by row: memory does not grow with the orders."""

from __future__ import annotations

import csv
import io
import tempfile
import zoneinfo
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from modules.commerce.exporting.figures import Figures
from modules.commerce.money import currencies
from modules.commerce.services import addresses
from modules.commerce.services.documents.facts import method
from safelight.web import csvfiles

# Below this a file stays in memory.
_SMALL = 1_000_000

Cell = str | int | Decimal | datetime


def head() -> list[str]:
    return [
        _("Order"), _("Placed"), _("Client"), _("E-mail"), _("Country"), _("What"), _("Name"),
        _("Gallery"), _("Price list"), _("Row"), _("Options"), _("Quantity"), _("Currency"),
        _("Amount"), _("Discounts"), _("Of these by coupon"), _("Coupon"), _("Net"), _("Tax"),
        _("Gross"), _("Shipping"), _("Tax in shipping"), _("Total"), _("Given back"),
        _("Payment"), _("Paid how"), _("Paid on"), _("Papers"), _("Open or cancelled"),
    ]  # fmt: skip


def cells(row: Figures, zone: zoneinfo.ZoneInfo) -> list[Cell]:
    """The row in the order of ``head``; times in the studio's zone."""
    return [*_whose(row, zone), *_what(row), *_money(row), *_paid(row, zone)]


def write_csv(rows: Iterable[Figures], zone: zoneinfo.ZoneInfo) -> IO[bytes]:
    """A file at its beginning, in UTF-8 with a byte order mark, which spreadsheets look for."""
    # Whoever answers with it closes it.
    file: IO[bytes] = tempfile.SpooledTemporaryFile(_SMALL)  # noqa: SIM115
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(head())
    writer.writerows([_written(cell) for cell in cells(row, zone)] for row in rows)
    text.detach()
    file.seek(0)
    return file


def write_xlsx(rows: Iterable[Figures], zone: zoneinfo.ZoneInfo) -> IO[bytes]:
    """As ``write_csv``, with numbers as numbers and text as nothing but text."""
    # Only here: the library takes 20 MB of memory, in processes that export nothing too.
    import xlsxwriter

    file: IO[bytes] = tempfile.SpooledTemporaryFile(_SMALL)  # noqa: SIM115 - as above
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(_("Orders"))
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    # By decimals of the currency: 0 for yen, 2 for euro, 3 for dinar.
    amounts = [book.add_format({"num_format": f"0.{'0' * n}".rstrip(".")}) for n in range(5)]
    for column, name in enumerate(head()):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head()) - 1, 14)
    for number, row in enumerate(rows, start=1):
        places = amounts[currencies.exponent(row.order.currency)]
        for column, cell in enumerate(cells(row, zone)):
            _put(sheet, number, column, cell, day=day, amount=places)
    book.close()
    file.seek(0)
    return file


WRITERS: dict[str, Callable[[Iterable[Figures], zoneinfo.ZoneInfo], IO[bytes]]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
}


def _put(sheet: Any, row: int, column: int, cell: Cell, *, day: Any, amount: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, float(cell), amount)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell)


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    return csvfiles.quoted(cell) if isinstance(cell, str) else f"{cell}"


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
        return Decimal(currencies.plain(amount, row.order.currency))

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
