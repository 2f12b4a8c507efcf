"""Random carts, the same for the same seed: options, lists, tiers, coupons, taxes, currencies."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from modules.commerce.money.basket import Basket, CouponTerms, Line, Parcel, Rate, Step

# Currencies with 0, 2 and 3 decimals.
CURRENCIES = ("JPY", "EUR", "KWD")
_LISTS = (1, 2, 3)


def cart(random: Random) -> Basket:
    coupon = random.choice((None, _percent_off, _amount_off, _free_shipping, _no_tax, _some_free))
    return Basket(
        currency=random.choice(CURRENCIES),
        prices_include_tax=random.random() < 0.5,
        lines=[_line(random, key) for key in range(random.randint(1, 8))],
        parcels=[_parcel(random, f"parcel {key}") for key in range(random.randint(0, 3))],
        steps=_steps(random),
        coupon=coupon(random) if coupon else None,
    )


def _line(random: Random, key: int) -> Line:
    options = sum(random.choice((0, 1, 99, 350)) for _option in range(random.randint(0, 3)))
    return Line(
        key=key,
        unit_price=random.choice((0, 1, 7, random.randint(1, 20_000), 10**9)) + options,
        quantity=random.choice((1, 1, 2, 3, random.randint(1, 400))),
        group=random.choice((None, *_LISTS)),
        rates=_rates(random),
        coupon_applies=random.random() < 0.7,
        exempt="reverse_charge" if random.random() < 0.1 else "",
    )


def _parcel(random: Random, key: str) -> Parcel:
    return Parcel(
        key=key,
        amount=random.choice((0, 1, random.randint(1, 9_999))),
        rates=_rates(random),
        coupon_applies=random.random() < 0.5,
        exempt="intra_community" if random.random() < 0.1 else "",
    )


def _rates(random: Random) -> tuple[Rate, ...]:
    names = ("VAT", "PST")[: random.choice((0, 1, 1, 2))]
    return tuple(Rate(name, percent(random)) for name in names)


def percent(random: Random) -> Decimal:
    """From nothing to everything, usual ones, and ones with four decimals."""
    usual = ("0", "5", "7", "9.975", "19", "20", "25", "100")
    exact = Decimal(random.randint(1, 1_000_000)).scaleb(-4)
    return random.choice((*(Decimal(each) for each in usual), exact))


def _steps(random: Random) -> list[Step]:
    thresholds = random.sample(range(2, 30), random.randint(0, 3))
    return [Step(group, each, _some(random)) for group in _LISTS[:2] for each in thresholds]


def _some(random: Random) -> Decimal:
    return percent(random) or Decimal(10)


def _percent_off(random: Random) -> CouponTerms:
    return CouponTerms("percent", percent=_some(random), code="PART")


def _amount_off(random: Random) -> CouponTerms:
    return CouponTerms("amount", amount=random.choice((1, 500, 10**12)), code="SUM")


def _free_shipping(random: Random) -> CouponTerms:
    return CouponTerms("shipping", code="POSTFREE")


def _no_tax(random: Random) -> CouponTerms:
    return CouponTerms("tax", code="NOTAX")


def _some_free(random: Random) -> CouponTerms:
    buys, gets = random.randint(1, 6), random.randint(1, 3)
    return CouponTerms("bundle", code="SOMEFREE", buys=buys, gets=gets)
