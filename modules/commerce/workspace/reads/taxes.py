"""Tax profiles with their rates, as one reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modules.commerce.models import TaxProfile, TaxRate
from modules.commerce.services import addresses

# How many rates are shown before the rest is counted.
_SHOWN = 4


@dataclass(frozen=True)
class Shown:
    profile: TaxProfile
    rates: list[tuple[str, TaxRate]]
    more: int


def profiles() -> list[Shown]:
    """The usual one first; each with its first rates and their places."""
    found = TaxProfile.objects.prefetch_related("rates").order_by("-is_usual", "name")
    return [_shown(profile) for profile in found]


def _shown(profile: TaxProfile) -> Shown:
    rates = by_place(profile.rates.all())
    return Shown(profile, [(_place(rate), rate) for rate in rates[:_SHOWN]], len(rates[_SHOWN:]))


def by_place(rates: Iterable[TaxRate]) -> list[TaxRate]:
    """In the order of their countries' names in the current language."""
    return sorted(rates, key=_place)


def _place(rate: TaxRate) -> str:
    country = addresses.country_name(rate.country)
    return f"{country}, {rate.region}" if rate.region else country
