"""docs/money.md as data: its examples by number, each with its cart and its tables."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from modules.commerce.money import currencies
from modules.commerce.money.basket import Basket, CouponTerms, Line, Parcel, Rate, Step

DOCUMENT = Path(__file__).parents[3] / "docs" / "money.md"

Row = dict[str, str]


@dataclass(frozen=True)
class Example:
    title: str
    cart: dict[str, Any]
    tables: list[list[Row]]

    def basket(self) -> Basket:
        coupon = self.cart.get("coupon")
        return Basket(
            currency=self.cart["currency"],
            prices_include_tax=self.cart["prices_include_tax"],
            lines=[Line(**_typed(line)) for line in self.cart["lines"]],
            parcels=[Parcel(**_typed(parcel)) for parcel in self.cart.get("parcels", ())],
            steps=[Step(g, n, Decimal(percent)) for g, n, percent in self.cart.get("steps", ())],
            coupon=CouponTerms(**_typed(coupon)) if coupon else None,
        )

    def table(self, first: str) -> list[Row]:
        """The table whose first column has this name; [] where there is none."""
        found = [table for table in self.tables if next(iter(table[0])) == first]
        return found[0] if found else []

    def minor(self, written: str) -> int:
        return currencies.parse(written, self.cart.get("currency", "EUR"))


def examples() -> dict[int, Example]:
    parts = re.split(r"^## Example (\d+): (.+)$", DOCUMENT.read_text("utf-8"), flags=re.M)[1:]
    return {
        int(number): _read(title, text.split("\n## ")[0])
        for number, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


def _read(title: str, text: str) -> Example:
    cart = re.search(r"```toml\n(.+?)```", text, flags=re.S)
    tables = [
        _rows([[cell.strip() for cell in row.strip("|").split("|")] for row in block.split("\n")])
        for block in re.findall(r"(?:^\|.+\n?)+", text, flags=re.M)
        for block in [block.strip()]
    ]
    return Example(title, tomllib.loads(cart[1]) if cart else {}, tables)


def _rows(cells: list[list[str]]) -> list[Row]:
    head, _rule, *rows = cells
    return [dict(zip(head, row, strict=True)) for row in rows]


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    typed = dict(found)
    if "rates" in typed:
        typed["rates"] = tuple(Rate(name, Decimal(percent)) for name, percent in typed["rates"])
    if "percent" in typed:
        typed["percent"] = Decimal(typed["percent"])
    return typed
