"""Rows as files for spreadsheets, written one by one: memory does not grow with them.

Numbers are numbers and text is nothing but text, whatever somebody called their gallery.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from modules.commerce.money import currencies
from safelight.web import csvfiles

# Below this a file stays in memory.
_SMALL = 1_000_000

Cell = str | int | Decimal | datetime


@dataclass(frozen=True)
class Line:
    """One row; its ``Decimal`` cells are amounts of ``currency``."""

    currency: str
    cells: Sequence[Cell]


def amount(minor_units: int, currency: str) -> Decimal:
    """An amount as a cell."""
    return Decimal(currencies.plain(minor_units, currency))


def write_csv(_title: str, head: Sequence[str], rows: Iterable[Line]) -> IO[bytes]:
    """A file at its beginning, in UTF-8 with a byte order mark, which spreadsheets look for."""
    # Whoever answers with it closes it.
    file: IO[bytes] = tempfile.SpooledTemporaryFile(_SMALL)  # noqa: SIM115
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_written(cell) for cell in row.cells] for row in rows)
    text.detach()
    file.seek(0)
    return file


def write_xlsx(title: str, head: Sequence[str], rows: Iterable[Line]) -> IO[bytes]:
    """As ``write_csv``; ``title`` is the sheet's, at most 31 characters."""
    # Only here: the library takes 20 MB of memory, in processes that export nothing too.
    import xlsxwriter

    file: IO[bytes] = tempfile.SpooledTemporaryFile(_SMALL)  # noqa: SIM115 - as above
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    # By decimals of the currency: 0 for yen, 2 for euro, 3 for dinar.
    amounts = [book.add_format({"num_format": f"0.{'0' * n}".rstrip(".")}) for n in range(5)]
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head) - 1, 14)
    for number, row in enumerate(rows, start=1):
        places = amounts[currencies.exponent(row.currency)]
        for column, cell in enumerate(row.cells):
            _put(sheet, number, column, cell, day=day, amount=places)
    book.close()
    file.seek(0)
    return file


WRITERS: dict[str, Callable[[str, Sequence[str], Iterable[Line]], IO[bytes]]] = {
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
