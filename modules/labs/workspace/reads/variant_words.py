"""The variants of a product: what they want, where they go, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from modules.commerce import facade as commerce
from modules.labs.models import LabProduct, ProductCost
from modules.labs.services.catalogue import costs, selling, variants

_NAMED = 8


@dataclass(frozen=True, kw_only=True)
class Shown:
    """``areas``: (the lab's name of a print area, width, height in pixels)."""

    name: str
    areas: list[tuple[str, int, int]]
    countries: str
    more: int
    cost: ProductCost | None


def of(product: LabProduct) -> list[Shown]:
    known = costs.at_home(product)
    return [
        Shown(
            name=name_of(each.get("attributes", {})),
            areas=[(area, *size) for area, size in each.get("pixels", {}).items()],
            countries=", ".join(_names(each)[:_NAMED]),
            more=len(_names(each)[_NAMED:]),
            cost=known.get(variants.key(each.get("attributes", {}))),
        )
        for each in product.variants
    ]


def elsewhere(product: LabProduct) -> list[tuple[str, ProductCost]]:
    """(country, what one variant costs there), where it was asked."""
    home = commerce.settings().home_country
    found = [
        (commerce.country_name(each.country), each)
        for each in product.costs.exclude(country=home).order_by("country")
    ]
    return sorted(found, key=lambda row: row[0])


def name_of(attributes: dict[str, str]) -> str:
    return ", ".join(selling.label(value) for value in attributes.values())


def _names(variant: dict[str, list[str]]) -> list[str]:
    return sorted(commerce.country_name(code) for code in variant.get("ships_to", ()))
