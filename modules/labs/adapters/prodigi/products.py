"""Products of Prodigi. There is no list of them: each is asked for by its SKU."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from modules.labs.contract import Product, Variant

Thing = dict[str, Any]
#: SKUs that Prodigi's own reference names, for who has none at hand.
SUGGESTED = ("GLOBAL-CFPM-16X20", "GLOBAL-CAN-10X10", "GLOBAL-FAP-10X10")
_MILLIMETRES = {"in": 25.4, "inch": 25.4, "inches": 25.4, "cm": 10.0, "mm": 1.0}


def product(told: Thing) -> Product | None:
    """None for an answer that is no product."""
    if not told.get("sku"):
        return None
    width, height = _size(told.get("productDimensions"))
    variants = tuple(_variant(each) for each in _things(told.get("variants")))
    attributes = told.get("attributes")
    return Product(
        sku=str(told["sku"]),
        name=str(told.get("description") or told["sku"]),
        group=_group(str(told["sku"])),
        width=width,
        height=height,
        wrap=_wrap(variants, width),
        attributes={
            str(name): tuple(str(value) for value in values)
            for name, values in (attributes if isinstance(attributes, dict) else {}).items()
            if isinstance(values, list)
        },
        variants=variants,
    )


def _group(sku: str) -> str:
    """By the second part of the SKU, where it is one that we know."""
    groups = {
        "PHO": _("Photo prints"),
        "FAP": _("Fine art prints"),
        "CFP": _("Framed prints"),
        "CFPM": _("Framed prints"),
        "CAN": _("Canvas"),
    }
    parts = sku.upper().split("-")
    return groups.get(parts[1], "") if len(parts) > 1 else ""


def _size(told: object) -> tuple[int, int]:
    if not isinstance(told, dict):
        return 0, 0
    factor = _MILLIMETRES.get(str(told.get("units")).lower(), 0.0)
    try:
        width, height = float(told["width"]), float(told["height"])
    except (KeyError, TypeError, ValueError):
        return 0, 0
    return round(width * factor), round(height * factor)


def _variant(told: Thing) -> Variant:
    attributes, sizes = told.get("attributes"), told.get("printAreaSizes")
    ships_to = told.get("shipsTo")
    return Variant(
        attributes={str(k): str(v) for k, v in attributes.items()}
        if isinstance(attributes, dict)
        else {},
        ships_to=frozenset(map(str, ships_to)) if isinstance(ships_to, list) else frozenset(),
        pixels=_pixels(sizes) if isinstance(sizes, dict) else {},
    )


def _pixels(sizes: Thing) -> dict[str, tuple[int, int]]:
    found = {}
    for area, size in sizes.items():
        width = size.get("horizontalResolution") if isinstance(size, dict) else None
        height = size.get("verticalResolution") if isinstance(size, dict) else None
        if isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0:
            found[str(area)] = (width, height)
    return found


def _wrap(variants: tuple[Variant, ...], width: int) -> int:
    """How much goes round the edge, from how many more pixels the widest choice wants."""
    found = [sizes[0] for each in variants for sizes in list(each.pixels.values())[:1]]
    if not found or not width:
        return 0
    return round((max(found) - min(found)) / 2 * width / min(found))


def _things(told: object) -> list[Thing]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
