"""The lines and parcels of a cart as a basket, with the tax rates of where each of them goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from modules.commerce.models import CartItem
from modules.commerce.money import basket
from modules.commerce.money.basket import Priced, Rate
from modules.commerce.services.costs import discounts, taxes
from modules.commerce.services.costs.shipping import Packed
from modules.commerce.services.quoting.destinations import Destinations, Place

# A place and a tax profile's id (None: the usual one).
Taxed = tuple[Place, int | None]


@dataclass(frozen=True)
class Costing:
    """``prices`` are the unit prices of ``items`` now, by the item's key."""

    where: Destinations
    currency: str
    prices_include_tax: bool
    items: Sequence[CartItem]
    prices: Mapping[int, int]
    parcels: Sequence[Packed]
    coupon: discounts.Fit | None

    def price(self) -> Priced:
        rates = _rates({*self._taxed_lines().values(), *map(self._taxed_parcel, self.parcels)})
        return basket.price(
            basket.Basket(
                currency=self.currency,
                prices_include_tax=self.prices_include_tax,
                lines=self._lines(rates),
                parcels=[
                    basket.Parcel(
                        key=parcel.profile.pk,
                        amount=parcel.amount,
                        rates=rates[self._taxed_parcel(parcel)],
                    )
                    for parcel in self.parcels
                ],
                steps=discounts.steps_of({i.row.price_list_id for i in self.items if i.row}),
                coupon=self.coupon.terms if self.coupon else None,
            )
        )

    def _lines(self, rates: Mapping[Taxed, tuple[Rate, ...]]) -> list[basket.Line]:
        taxed = self._taxed_lines()
        covered: frozenset[Hashable] = self.coupon.keys if self.coupon else frozenset()
        return [
            basket.Line(
                key=item.pk,
                unit_price=self.prices[item.pk],
                quantity=item.quantity,
                group=item.row.price_list_id if item.row else None,
                rates=rates[taxed[item.pk]] if item.pk in taxed else (),
                coupon_applies=item.pk in covered,
            )
            for item in self.items
        ]

    def _taxed_lines(self) -> dict[int, Taxed]:
        """Where each line is taxed, and by which profile; not what is ordered for nothing."""
        kinds = {key: parcel.profile.kind for parcel in self.parcels for key in parcel.keys}
        return {
            item.pk: (self.where.of_goods(kinds.get(item.pk)), item.row.price_list.tax_profile_id)
            for item in self.items
            if item.row is not None
        }

    def _taxed_parcel(self, parcel: Packed) -> Taxed:
        return self.where.of_goods(parcel.profile.kind), parcel.profile.tax_profile_id


def _rates(wanted: set[Taxed]) -> dict[Taxed, tuple[Rate, ...]]:
    """Two queries for each place, of which an order has three at the most."""
    profiles: dict[Place, set[int | None]] = defaultdict(set)
    for place, profile in wanted:
        profiles[place].add(profile)
    return {
        (place, profile): rates
        for place, asked in profiles.items()
        for profile, rates in taxes.rates_by_profile(
            asked, country=place[0], region=place[1]
        ).items()
    }
