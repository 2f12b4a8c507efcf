"""What a cart costs: from prices, quantities, discounts, parcels and tax rates to a total.

The order of the steps, each on what the one before has left (docs/money.md has examples):

1. a line is its unit price times its quantity;
2. the quantity discount of each list, found once for the list and split over its lines;
3. one coupon on the lines that it is good for (``couponing``);
4. tax on what remains of each line and parcel, once for each of its rates. Where a rate is not
   charged, the tax inside a price is taken off it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from modules.commerce.money import couponing
from modules.commerce.money.allocation import WHOLE, millionths, percent_of, round_half_up
from modules.commerce.money.couponing import CouponKind, CouponTerms
from modules.commerce.money.priced import (
    Exemption,
    Priced,
    PricedLine,
    Reduction,
    TaxPart,
    tax_sums,
    tax_title,
)

__all__ = [
    "MOST_RATES",
    "Basket",
    "CouponKind",
    "CouponTerms",
    "Exemption",
    "Key",
    "Line",
    "Parcel",
    "Priced",
    "PricedLine",
    "Rate",
    "Reduction",
    "Step",
    "TaxPart",
    "price",
    "step_for",
]

Key = Hashable

# A country's rate and its region's. With two, tax that is part of a price cannot be rounded to
# more than the price (proof: docs/money.md); with three it could.
MOST_RATES = 2


@dataclass(frozen=True)
class Rate:
    """A tax as on the invoice, in percent with up to four decimals."""

    name: str
    percent: Decimal


@dataclass(frozen=True)
class Line:
    """Copies of one thing. ``group`` is its price list: what quantity discounts count together.

    ``exempt`` says why its rates are not charged, where they are not.
    """

    key: Key
    unit_price: int
    quantity: int = 1
    group: Key = None
    rates: tuple[Rate, ...] = ()
    coupon_applies: bool = False
    exempt: Exemption = ""


@dataclass(frozen=True)
class Parcel:
    """What travels together, and what that costs.

    ``coupon_applies``: everything in it is something that the coupon is good for.
    """

    key: Key
    amount: int
    rates: tuple[Rate, ...] = ()
    coupon_applies: bool = False
    exempt: Exemption = ""


@dataclass(frozen=True)
class Step:
    """From ``threshold`` copies of a group on, so many percent off each of its lines."""

    group: Key
    threshold: int
    percent: Decimal


@dataclass(frozen=True)
class Basket:
    currency: str
    prices_include_tax: bool
    lines: Sequence[Line]
    parcels: Sequence[Parcel] = ()
    steps: Sequence[Step] = ()
    coupon: CouponTerms | None = None


def price(basket: Basket) -> Priced:
    """Reckon a cart. Raises ``ValueError`` for what no cart can hold (negative, twice one key)."""
    _check(basket)
    inclusive = basket.prices_include_tax
    lines = {
        line.key: PricedLine(line.unit_price * line.quantity, inclusive) for line in basket.lines
    }
    parcels = {parcel.key: PricedLine(parcel.amount, inclusive) for parcel in basket.parcels}
    _take_off_by_quantity(basket, lines)
    coupon = basket.coupon
    if coupon is not None:
        good = {line.key: line.quantity for line in basket.lines if line.coupon_applies}
        couponing.take_off(coupon, good, lines, parcels)
    for line in basket.lines:
        lines[line.key] = _tax(lines[line.key], line, coupon)
    for parcel in basket.parcels:
        parcels[parcel.key] = _tax(parcels[parcel.key], parcel, coupon)
    every = [*lines.values(), *parcels.values()]
    return Priced(
        goods=sum(line.amount for line in lines.values()),
        discount=sum(part.discount for part in every),
        shipping=sum(parcel.amount for parcel in parcels.values()),
        tax=sum(part.tax for part in every),
        total=sum(part.gross for part in every),
        lines=lines,
        parcels=parcels,
        taxes=tax_sums((part.net, part.taxes) for part in every),
        coupon_discount=sum(each.amount for part in every for each in part.discounts if each.code),
    )


def step_for(steps: Iterable[Step], group: Key, quantity: int) -> Step | None:
    """The step of a group with the highest threshold that so many copies reach."""
    reached = [step for step in steps if step.group == group and step.threshold <= quantity]
    return max(reached, key=lambda step: step.threshold, default=None)


def _take_off_by_quantity(basket: Basket, lines: dict[Key, PricedLine]) -> None:
    groups: dict[Key, list[Line]] = defaultdict(list)
    for line in basket.lines:
        groups[line.group].append(line)
    for group, members in groups.items():
        step = step_for(basket.steps, group, sum(line.quantity for line in members))
        if step is not None:
            keys = [line.key for line in members]
            off = percent_of(sum(lines[key].left for key in keys), step.percent)
            couponing.split(off, keys, lines, Reduction(0, percent=step.percent))


def _tax(part: PricedLine, source: Line | Parcel, coupon: CouponTerms | None) -> PricedLine:
    """Each rate's tax: part of what is left where prices include tax, on top of it otherwise.

    A rate that is not charged is kept with 0; inside a price, its tax is taken off instead.
    """
    by_coupon = coupon is not None and coupon.kind == "tax" and source.coupon_applies
    exempt: Exemption = source.exempt or ("coupon" if by_coupon else "")
    taxes = _taxes(part, source.rates)
    if not exempt:
        return replace(part, taxes=taxes)
    code = coupon.code if coupon is not None and exempt == "coupon" else ""
    off = [
        Reduction(tax.amount, code=code, tax=tax_title(tax.name, tax.percent))
        for tax in taxes
        if tax.amount and part.prices_include_tax
    ]
    spared = tuple(replace(tax, amount=0, exempt=exempt) for tax in taxes)
    return replace(part, discounts=(*part.discounts, *off), taxes=spared)


def _taxes(part: PricedLine, rates: Sequence[Rate]) -> tuple[TaxPart, ...]:
    shares = [millionths(rate.percent) for rate in rates]
    of = WHOLE + sum(shares) if part.prices_include_tax else WHOLE
    return tuple(
        TaxPart(rate.name, rate.percent, round_half_up(part.left * share, of))
        for rate, share in zip(rates, shares, strict=True)
    )


def _check(basket: Basket) -> None:
    for source in (basket.lines, basket.parcels):
        if len({each.key for each in source}) < len(source):
            raise ValueError("Two lines or parcels of one key.")
        if any(len(each.rates) > MOST_RATES for each in source):
            raise ValueError(f"More than {MOST_RATES} rates of tax.")
    if any(line.unit_price < 0 or line.quantity < 1 for line in basket.lines):
        raise ValueError("A line below nothing.")
    if any(parcel.amount < 0 for parcel in basket.parcels):
        raise ValueError("A parcel below nothing.")
