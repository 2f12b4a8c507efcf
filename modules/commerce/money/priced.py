"""What reckoning a basket finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

# Why a rate that holds is not charged: by a coupon; for services or goods of a business in another
# country of the European Union. Empty: it is charged.
Exemption = Literal["", "coupon", "reverse_charge", "intra_community"]


@dataclass(frozen=True)
class Reduction:
    """Something taken off a line or parcel: by its quantity, by a coupon (``code``), or the tax
    inside its price where that is not charged (``tax``: its name and percentage).

    ``free`` counts the copies of the line that a coupon gives away.
    """

    amount: int
    code: str = ""
    percent: Decimal | None = None
    free: int = 0
    tax: str = ""


@dataclass(frozen=True)
class TaxPart:
    """One rate's tax in or on a line or parcel; ``exempt`` says why it is 0 although it holds."""

    name: str
    percent: Decimal
    amount: int
    exempt: Exemption = ""


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
    def spared(self) -> int:
        """The tax inside its price that was taken off because it is not charged."""
        return sum(each.amount for each in self.discounts if each.tax)

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
    exempt: Exemption = ""

    @property
    def title(self) -> str:
        """As clients read it: "VAT 19 %", or "VAT 0 % instead of 19 %"."""
        return tax_title(self.name, self.percent, self.exempt)


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


def tax_title(name: str, percent: Decimal, exempt: str = "") -> str:
    """What a rate is called on pages and papers."""
    words = {"name": name, "percent": f"{percent.normalize():f}"}
    if exempt:
        return _("%(name)s 0 %% instead of %(percent)s %%") % words
    return f"{words['name']} {words['percent']} %"


def tax_sums(parts: Iterable[tuple[int, Iterable[TaxPart]]]) -> tuple[TaxSum, ...]:
    """One sum for each rate, of (net, taxes) of lines and parcels; by name, then percentage.

    What is not charged is apart from what is, for each reason.
    """
    sums: dict[tuple[str, Decimal, Exemption], tuple[int, int]] = {}
    for net, taxes in parts:
        for tax in taxes:
            rate = tax.name, tax.percent, tax.exempt
            base, amount = sums.get(rate, (0, 0))
            sums[rate] = base + net, amount + tax.amount
    return tuple(
        TaxSum(name, percent, *sums[name, percent, exempt], exempt)
        for name, percent, exempt in sorted(sums)
    )
