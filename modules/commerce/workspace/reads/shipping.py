"""Shipping profiles with their prices, for one table each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modules.commerce.models import ShippingProfile, Territory
from modules.commerce.services import addresses

# How many countries are named before the rest is counted.
_NAMED = 6


@dataclass(frozen=True)
class Shown:
    """A profile; ``prices`` are (territory's name or "", [(tier's name, amount)])."""

    profile: ShippingProfile
    prices: list[tuple[str, list[tuple[str, int]]]]
    lists: int


@dataclass(frozen=True)
class Place:
    territory: Territory
    names: str
    more: int


def profiles() -> list[Shown]:
    """All profiles, those that are withdrawn last."""
    found = ShippingProfile.objects.select_related("tax_profile").prefetch_related(
        "prices__tier", "prices__territory", "price_lists"
    )
    shown = [Shown(each, _prices(each), len(each.price_lists.all())) for each in found]
    return sorted(shown, key=lambda each: each.profile.withdrawn_at is not None)


def territories(found: Iterable[Territory]) -> list[Place]:
    places = []
    for territory in found:
        names = sorted(addresses.country_name(code) for code in territory.countries)
        places.append(Place(territory, ", ".join(names[:_NAMED]), len(names[_NAMED:])))
    return places


def _prices(profile: ShippingProfile) -> list[tuple[str, list[tuple[str, int]]]]:
    by_place: dict[str, list[tuple[int, str, int]]] = {}
    for price in profile.prices.all():
        place = price.territory.name if price.territory else ""
        by_place.setdefault(place, []).append((price.tier.priority, price.tier.name, price.amount))
    return [
        (place, [(name, amount) for _priority, name, amount in sorted(by_place[place])])
        for place in sorted(by_place)
    ]
