"""Discounts and taxes of a line as they are written into its row, and read again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from modules.commerce.money.priced import PricedLine, TaxPart, TaxSum, tax_sums


class TaxedRow(Protocol):
    """A row of ``models.Taxed``."""

    taxes: Any

    @property
    def net(self) -> int: ...


def taxes(priced: PricedLine) -> list[dict[str, Any]]:
    """For ``Taxed.taxes``."""
    return [
        {"name": tax.name, "percent": f"{tax.percent:.4f}", "amount": tax.amount}
        for tax in priced.taxes
    ]


def read_taxes(rows: Iterable[dict[str, Any]]) -> tuple[TaxPart, ...]:
    return tuple(TaxPart(row["name"], Decimal(row["percent"]), row["amount"]) for row in rows)


def sums_of(rows: Iterable[TaxedRow]) -> tuple[TaxSum, ...]:
    """The taxes of an order by rate, from its lines and parcels (with ``order`` at hand)."""
    return tax_sums((row.net, read_taxes(row.taxes)) for row in rows)
