"""The lines and parcels of a cart as a basket, with the tax rates of where each of them goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from modules.commerce.models import CartItem
from modules.commerce.money import basket
from modules.commerce.money.basket import Priced, Rate, Step
from modules.commerce.services.costs import discounts, taxes
from modules.commerce.services.costs.discounts import Fit
from modules.commerce.services.costs.shipping import Packed
from modules.commerce.services.deliverables import extras
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

    def price(self, coupon: Fit | None = None) -> Priced:
        """What it costs with this coupon; without asking the database again for another one."""
        covered: frozenset[Hashable] = coupon.keys if coupon else frozenset()
        return basket.price(
            basket.Basket(
                currency=self.currency,
                prices_include_tax=self.prices_include_tax,
                lines=self._lines(covered),
                parcels=self._parcels(covered),
                steps=self._steps,
                coupon=coupon.terms if coupon else None,
            )
        )

    def best(self, coupons: Sequence[Fit]) -> tuple[Fit | None, Priced]:
        """The coupon with which the client pays least, the first of equal ones; none is no worse
        than one that takes nothing off.
        """
        found: tuple[Fit | None, Priced] = None, self.price()
        for coupon in coupons:
            priced = self.price(coupon)
            if priced.total < found[1].total:
                found = coupon, priced
        return found

    def _lines(self, covered: frozenset[Hashable]) -> list[basket.Line]:
        return [
            basket.Line(
                key=item.pk,
                unit_price=self.prices[item.pk],
                quantity=item.quantity,
                group=item.row.price_list_id if item.row else None,
                rates=self._rates[self._taxed_lines[item.pk]] if item.row else (),
                coupon_applies=item.pk in covered,
                exempt=self.where.exempt(self._kinds.get(item.pk)),
            )
            for item in self.items
        ]

    def _parcels(self, covered: frozenset[Hashable]) -> list[basket.Parcel]:
        return [
            basket.Parcel(
                key=parcel.profile.pk,
                amount=parcel.amount,
                rates=self._rates[self._taxed_parcel(parcel)],
                coupon_applies=covered.issuperset(parcel.keys),
                exempt=self.where.exempt(parcel.profile.kind),
            )
            for parcel in self.parcels
        ]

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        lists = {item.row.price_list_id for item in self.items if item.row}
        return discounts.steps_of(lists) + extras.of(self.items).steps()

    @cached_property
    def _kinds(self) -> dict[Hashable, str]:
        """How each line that is in a parcel travels."""
        return {key: parcel.profile.kind for parcel in self.parcels for key in parcel.keys}

    @cached_property
    def _taxed_lines(self) -> dict[int, Taxed]:
        """Where each line is taxed, and by which profile; not what is ordered for nothing."""
        return {
            item.pk: (
                self.where.of_goods(self._kinds.get(item.pk)),
                item.row.price_list.tax_profile_id,
            )
            for item in self.items
            if item.row is not None
        }

    def _taxed_parcel(self, parcel: Packed) -> Taxed:
        return self.where.of_goods(parcel.profile.kind), parcel.profile.tax_profile_id

    @cached_property
    def _rates(self) -> dict[Taxed, tuple[Rate, ...]]:
        """Two queries for each place, of which an order has three at the most."""
        profiles: dict[Place, set[int | None]] = defaultdict(set)
        for place, profile in {*self._taxed_lines.values(), *map(self._taxed_parcel, self.parcels)}:
            profiles[place].add(profile)
        return {
            (place, profile): rates
            for place, asked in profiles.items()
            for profile, rates in taxes.rates_by_profile(
                asked, country=place[0], region=place[1]
            ).items()
        }
