"""What a cart costs: from prices, quantities, discounts, parcels and tax rates to a total.

The order of the steps, each on what the one before has left (docs/money.md has examples):

1. a line is its unit price times its quantity;
2. the quantity discount of each list, found once for the list and split over its lines;
3. one coupon on the lines that it is good for, found once and split over them; a coupon for free
   shipping takes off what the parcels cost;
4. tax on what remains of each line and parcel, once for each of its rates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from modules.commerce.money.allocation import (
    WHOLE,
    allocate,
    millionths,
    percent_of,
    round_half_up,
)
from modules.commerce.money.priced import Priced, PricedLine, Reduction, TaxPart, tax_sums

__all__ = [
    "MOST_RATES",
    "Basket",
    "CouponTerms",
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
CouponKind = Literal["percent", "amount", "shipping"]

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
    """Copies of one thing. ``group`` is its price list: what quantity discounts count together."""

    key: Key
    unit_price: int
    quantity: int = 1
    group: Key = None
    rates: tuple[Rate, ...] = ()
    coupon_applies: bool = False


@dataclass(frozen=True)
class Parcel:
    """What travels together, and what that costs."""

    key: Key
    amount: int
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True)
class Step:
    """From ``threshold`` copies of a group on, so many percent off each of its lines."""

    group: Key
    threshold: int
    percent: Decimal


@dataclass(frozen=True)
class CouponTerms:
    """What a coupon takes off; ``amount`` in minor units."""

    kind: CouponKind
    percent: Decimal | None = None
    amount: int | None = None
    code: str = ""


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
    coupon_discount = _take_off_coupon(basket, lines, parcels)
    for source, priced in ((basket.lines, lines), (basket.parcels, parcels)):
        for each in source:
            part = priced[each.key]
            priced[each.key] = replace(part, taxes=_tax(part.left, each.rates, inclusive))
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
        coupon_discount=coupon_discount,
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
            _split(off, keys, lines, Reduction(0, percent=step.percent))


def _take_off_coupon(
    basket: Basket, lines: dict[Key, PricedLine], parcels: dict[Key, PricedLine]
) -> int:
    coupon = basket.coupon
    keys = [line.key for line in basket.lines if line.coupon_applies]
    if coupon is None or not keys:
        return 0
    reduction = Reduction(0, code=coupon.code, percent=coupon.percent)
    if coupon.kind == "shipping":
        return _split(sum(p.left for p in parcels.values()), list(parcels), parcels, reduction)
    left = sum(lines[key].left for key in keys)
    if coupon.kind == "percent":
        return _split(percent_of(left, coupon.percent or Decimal(0)), keys, lines, reduction)
    return _split(min(coupon.amount or 0, left), keys, lines, reduction)


def _split(off: int, keys: Sequence[Key], parts: dict[Key, PricedLine], like: Reduction) -> int:
    """Take ``off`` from these parts, each by what remains of it."""
    shares = allocate(off, [parts[key].left for key in keys])
    for key, share in zip(keys, shares, strict=True):
        if share:
            taken = (*parts[key].discounts, replace(like, amount=share))
            parts[key] = replace(parts[key], discounts=taken)
    return off


def _tax(left: int, rates: Sequence[Rate], inclusive: bool) -> tuple[TaxPart, ...]:
    """Each rate's tax: part of ``left`` where prices include tax, on top of it otherwise."""
    shares = [millionths(rate.percent) for rate in rates]
    of = WHOLE + sum(shares) if inclusive else WHOLE
    return tuple(
        TaxPart(rate.name, rate.percent, round_half_up(left * share, of))
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
