"""Discounts and taxes of a line as they are written into its row, and read again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from modules.commerce.money.priced import PricedLine, TaxPart, TaxSum, tax_sums


class TaxedRow(Protocol):
    """A row of ``models.Taxed``."""

    @property
    def kept_taxes(self) -> list[dict[str, Any]]: ...

    @property
    def net(self) -> int: ...


def taxes(priced: PricedLine) -> list[dict[str, Any]]:
    """For ``Taxed.taxes``; ``exempt`` is there where a rate is not charged."""
    return [
        {"name": tax.name, "percent": f"{tax.percent:.4f}", "amount": tax.amount}
        | ({"exempt": tax.exempt} if tax.exempt else {})
        for tax in priced.taxes
    ]


def read_taxes(rows: Iterable[dict[str, Any]]) -> tuple[TaxPart, ...]:
    return tuple(
        TaxPart(row["name"], Decimal(row["percent"]), row["amount"], row.get("exempt", ""))
        for row in rows
    )


def sums_of(rows: Iterable[TaxedRow]) -> tuple[TaxSum, ...]:
    """The taxes of an order by rate, from its lines and parcels (with ``order`` at hand)."""
    return tax_sums((row.net, read_taxes(row.kept_taxes)) for row in rows)
