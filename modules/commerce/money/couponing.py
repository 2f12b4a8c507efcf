"""What a coupon takes off lines and parcels, before tax (docs/money.md, rule 3)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from modules.commerce.money.allocation import allocate, percent_of, round_half_up
from modules.commerce.money.priced import PricedLine, Reduction

CouponKind = Literal["percent", "amount", "shipping", "tax", "bundle"]

Parts = dict[Hashable, PricedLine]


@dataclass(frozen=True)
class CouponTerms:
    """What a coupon takes off; ``amount`` in minor units.

    A ``bundle`` gives ``gets`` copies for every ``buys`` that are paid. ``tax`` takes nothing off
    here: what it is good for is not taxed.
    """

    kind: CouponKind
    percent: Decimal | None = None
    amount: int | None = None
    code: str = ""
    buys: int | None = None
    gets: int | None = None


def take_off(
    coupon: CouponTerms, good: Mapping[Hashable, int], lines: Parts, parcels: Parts
) -> None:
    """Change ``lines`` and ``parcels``. ``good``: copies of each line that it is good for."""
    if not good:
        return
    like = Reduction(0, code=coupon.code, percent=coupon.percent)
    keys = list(good)
    left = sum(lines[key].left for key in keys)
    if coupon.kind == "shipping":
        split(sum(parcel.left for parcel in parcels.values()), list(parcels), parcels, like)
    elif coupon.kind == "percent":
        split(percent_of(left, coupon.percent or Decimal(0)), keys, lines, like)
    elif coupon.kind == "amount":
        split(min(coupon.amount or 0, left), keys, lines, like)
    elif coupon.kind == "bundle":
        _give_away(coupon, good, lines)


def split(off: int, keys: Sequence[Hashable], parts: Parts, like: Reduction) -> None:
    """Take ``off`` from these parts, each by what remains of it."""
    shares = allocate(off, [parts[key].left for key in keys])
    for key, share in zip(keys, shares, strict=True):
        _take(share, key, parts, like)


def free_copies(quantities: Iterable[int], *, buys: int, gets: int) -> int:
    """How many of so many copies together are free: ``gets`` of each full ``buys`` + ``gets``."""
    return sum(quantities) // (buys + gets) * gets


def _give_away(coupon: CouponTerms, good: Mapping[Hashable, int], lines: Parts) -> None:
    """The cheapest copies are free, by what is left of each; of equal ones the earlier line's.

    Of a line with some free copies, their part is rounded once; with all of them, it is all.
    What costs nothing anyway neither counts nor is given.
    """
    good = {key: copies for key, copies in good.items() if lines[key].left}
    rest = free_copies(good.values(), buys=coupon.buys or 1, gets=coupon.gets or 0)
    for key in sorted(good, key=lambda each: Fraction(lines[each].left, good[each])):
        free = min(rest, good[key])
        rest -= free
        share = round_half_up(lines[key].left * free, good[key])
        _take(share, key, lines, Reduction(0, code=coupon.code, free=free))


def _take(share: int, key: Hashable, parts: Parts, like: Reduction) -> None:
    if share:
        taken = (*parts[key].discounts, replace(like, amount=share))
        parts[key] = replace(parts[key], discounts=taken)
