"""The variants of a product: one for each choice of attributes that its lab makes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from modules.labs.contract import Product
from modules.labs.models import LabProduct

Attributes = Mapping[str, str]
_LONGEST = 255


def key(attributes: Attributes) -> str:
    """One text for the same attributes, whatever their order; of bounded length."""
    text = json.dumps(dict(sorted(attributes.items())), separators=(",", ":"), ensure_ascii=False)
    return text if len(text) <= _LONGEST else hashlib.sha256(text.encode()).hexdigest()


def of(product: LabProduct) -> list[dict[str, str]]:
    """Attributes of each; one without any where the lab names none."""
    return fitting(product, {})


def fitting(product: LabProduct, fixed: Attributes) -> list[dict[str, str]]:
    """Those that have what is fixed, as far as they say anything about it."""
    if not product.variants:
        return [{}]
    return [dict(each.get("attributes", {})) for each in product.variants_with(fixed)]


def same(values: list[str], wanted: str) -> str:
    """The lab's own writing of a value; empty where it has none like it."""
    return next((each for each in values if each.casefold() == wanted.casefold()), "")


def asked(product: LabProduct, fixed: Attributes) -> dict[str, list[str]]:
    """What a client has to choose of it: attributes with several values that are not fixed."""
    return {
        name: list(values)
        for name, values in product.attributes.items()
        if len(values) > 1 and name not in fixed
    }


def settled(product: LabProduct, fixed: Attributes) -> dict[str, str]:
    """What is the same for every client: the fixed attributes, and those with one value."""
    alone = {name: values[0] for name, values in product.attributes.items() if len(values) == 1}
    return alone | {name: value for name, value in fixed.items() if name in product.attributes}


def countries(made: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Where any of these variants is sent to; empty where the lab does not say."""
    return frozenset(code for each in made for code in each.get("ships_to", ()))


def told(product: Product) -> list[dict[str, Any]]:
    """Variants of the contract as ``LabProduct.variants`` keeps them, in an order of our own."""
    return [
        {
            "attributes": dict(sorted(each.attributes.items())),
            "ships_to": sorted(each.ships_to),
            "pixels": {area: list(size) for area, size in sorted(each.pixels.items())},
        }
        for each in sorted(product.variants, key=lambda each: key(each.attributes))
    ]
