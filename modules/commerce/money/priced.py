"""What reckoning a basket finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Reduction:
    """Something taken off a line or parcel: by its quantity (no code), or by a coupon."""

    amount: int
    code: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True)
class TaxPart:
    """One rate's tax in or on a line or parcel."""

    name: str
    percent: Decimal
    amount: int


@dataclass(frozen=True)
class PricedLine:
    """A line or parcel with what was taken off and the tax; fields as in ``models.Taxed``."""

    amount: int
    prices_include_tax: bool
    discounts: tuple[Reduction, ...] = ()
    taxes: tuple[TaxPart, ...] = ()

    @property
    def discount(self) -> int:
        return sum(each.amount for each in self.discounts)

    @property
    def left(self) -> int:
        """What remains after the discounts: what tax is reckoned on."""
        return self.amount - self.discount

    @property
    def tax(self) -> int:
        return sum(each.amount for each in self.taxes)

    @property
    def net(self) -> int:
        return self.left - self.tax if self.prices_include_tax else self.left

    @property
    def gross(self) -> int:
        """What the client pays for it."""
        return self.net + self.tax


@dataclass(frozen=True)
class TaxSum:
    """One rate over a whole order: the net it is on, and the tax."""

    name: str
    percent: Decimal
    base: int
    amount: int

    @property
    def title(self) -> str:
        """As clients read it: "VAT 19 %"."""
        return f"{self.name} {self.percent.normalize():f} %"


@dataclass(frozen=True)
class Priced:
    """``goods`` and ``shipping`` before discounts; ``discount`` is all of them, shipping's too."""

    goods: int
    discount: int
    shipping: int
    tax: int
    total: int
    lines: Mapping[Hashable, PricedLine]
    parcels: Mapping[Hashable, PricedLine]
    taxes: tuple[TaxSum, ...] = ()
    coupon_discount: int = 0


def tax_sums(parts: Iterable[tuple[int, Iterable[TaxPart]]]) -> tuple[TaxSum, ...]:
    """One sum for each rate, of (net, taxes) of lines and parcels; by name, then percentage."""
    sums: dict[tuple[str, Decimal], tuple[int, int]] = {}
    for net, taxes in parts:
        for tax in taxes:
            base, amount = sums.get((tax.name, tax.percent), (0, 0))
            sums[tax.name, tax.percent] = base + net, amount + tax.amount
    return tuple(TaxSum(*rate, *sums[rate]) for rate in sorted(sums))
