"""What labs ask for beside what clients paid, in the export of orders (row 151)."""

from __future__ import annotations

import zoneinfo
from decimal import Decimal

from modules.commerce.exporting import figures, files
from modules.commerce.models import PriceList
from tests.labs.ordering import setting


def _made() -> list[list[object]]:
    zone = zoneinfo.ZoneInfo("UTC")
    rows = [files.cells(row, zone) for row in figures.of_orders(since=None, until=None)]
    assert all(len(row) == len(files.head()) for row in rows)
    return [list(row[-2:]) for row in rows]


def test_row_151_it_says_what_the_lab_bills_for_each_line(prints: PriceList) -> None:
    made = setting.at_lab(prints, prints=2)
    charges = made.charges
    charges.create(reference="a", kind="item", amount=3001, currency="USD")
    assert _made() == [[Decimal("15.01"), "USD"], [Decimal("15.00"), "USD"]]
    charges.create(reference="b", kind="other", amount=200, currency="EUR")
    assert [row[0] for row in _made()] == ["15.01 USD + 1.00 EUR", "15.00 USD + 1.00 EUR"]


def test_row_151_it_says_nothing_of_what_no_lab_makes(prints: PriceList) -> None:
    setting.ordered(prints)
    assert _made() == [["", ""]]
