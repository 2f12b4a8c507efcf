"""Things to sell: price lists, ways to ship, taxes, coupons. Use them inside a studio."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from modules.commerce.models import (
    Coupon,
    PriceList,
    PriceRow,
    ShippingPrice,
    ShippingProfile,
    ShippingTier,
    TaxProfile,
    TaxRate,
    Territory,
)


def price_list(kind: str = "print", **fields: Any) -> PriceList:
    made: PriceList = PriceList.objects.create(**{"kind": kind, "name": kind.title(), **fields})
    return made


def price_row(of: PriceList, amount: int = 1000, **fields: Any) -> PriceRow:
    made: PriceRow = PriceRow.objects.create(
        **{"price_list": of, "name": "13 × 18 cm", "amount": amount, **fields}
    )
    return made


def tier(name: str, priority: int) -> ShippingTier:
    made: ShippingTier = ShippingTier.objects.create(name=name, priority=priority)
    return made


def territory(name: str, *countries: str) -> Territory:
    made: Territory = Territory.objects.create(name=name, countries=list(countries))
    return made


def profile(name: str, *lists: PriceList, **fields: Any) -> ShippingProfile:
    made: ShippingProfile = ShippingProfile.objects.create(name=name, **fields)
    for each in lists:
        each.shipping_profiles.add(made)
    return made


def ask(
    of: ShippingProfile, prices: Mapping[ShippingTier, int], to: Territory | None = None
) -> None:
    """What the profile costs by tier to a territory; to everywhere else without one."""
    for size, amount in prices.items():
        ShippingPrice.objects.create(profile=of, tier=size, territory=to, amount=amount)


def tax_profile(name: str = "Usual", *, is_usual: bool = False) -> TaxProfile:
    made: TaxProfile = TaxProfile.objects.create(name=name, is_usual=is_usual)
    return made


def rate(of: TaxProfile, country: str, percent: str, **fields: Any) -> TaxRate:
    made: TaxRate = TaxRate.objects.create(
        **{"profile": of, "country": country, "percent": Decimal(percent), "name": "VAT", **fields}
    )
    return made


def coupon(code: str = "SUMMER", **fields: Any) -> Coupon:
    """10 % off where nothing else is said."""
    if "kind" not in fields:
        fields |= {"kind": "percent", "percent": Decimal(10)}
    made: Coupon = Coupon.objects.create(code=code, **fields)
    return made
