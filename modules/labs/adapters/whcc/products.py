"""WHCC's catalogue as products. Its shape is not published: it is read as their sandbox answered.

``RequiredLevel`` of a group of choices is 0 where one has to be made always, an attribute's number
where it has to be made together with that one, and negative where it may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modules.labs.contract import Product, Variant

Thing = dict[str, Any]
Choices = tuple[tuple[str, int, str], ...]
# Pixels of an inch; nodes are measured in inches.
DPI = 300
_MILLIMETRES = 25.4
# A product with more choices than people would look through is cut off here.
_MOST_VARIANTS = 200


def products(catalog: Thing) -> Iterator[Product]:
    """Each product once, though several categories may list it."""
    seen = set()
    for category in _things(catalog.get("Categories")):
        for told in _things(category.get("ProductList")):
            if told.get("Id") and told.get("Id") not in seen:
                seen.add(told["Id"])
                yield _product(told, str(category.get("Name") or ""))


def _product(told: Thing, group: str) -> Product:
    nodes = [node for node in _things(told.get("ProductNodes")) if node.get("DP2NodeID")]
    pixels = {str(node["DP2NodeID"]): _pixels(node) for node in nodes}
    choices = _all(_things(told.get("AttributeCategories")))
    width, height = (_inches(nodes[0], "W"), _inches(nodes[0], "H")) if nodes else (0.0, 0.0)
    attributes: dict[str, dict[str, None]] = {}
    for each in choices:
        for category, number, name in each:
            attributes.setdefault(category, {})[_value(name, number)] = None
    return Product(
        sku=str(told["Id"]),
        name=f"{group} {told.get('Name') or told['Id']}".strip(),
        group=group,
        width=round(width * _MILLIMETRES),
        height=round(height * _MILLIMETRES),
        attributes={category: tuple(values) for category, values in attributes.items()},
        variants=tuple(
            Variant(
                attributes={category: _value(name, number) for category, number, name in each},
                pixels={area: size for area, size in pixels.items() if all(size)},
            )
            for each in choices
        ),
    )


def _all(categories: list[Thing]) -> list[Choices]:
    """Every way to make the choices that have to be made; those left out are WHCC's own."""
    needed = [each for each in categories if _level(each) == 0]
    found: list[Choices] = [()]
    for category in needed:
        found = [(*made, *one) for made in found for one in _one(category, categories, 0)]
        found = found[:_MOST_VARIANTS]
    return found


def _one(category: Thing, categories: list[Thing], depth: int) -> Iterator[Choices]:
    """Each attribute of a group, with what has to be chosen along with it."""
    name = str(category.get("AttributeCategoryName") or category.get("Id"))
    for attribute in _things(category.get("Attributes")):
        number = attribute.get("Id")
        if not number:
            continue
        own = (name, int(number), str(attribute.get("AttributeName") or number))
        along: list[Choices] = [()]
        for other in categories:
            # Groups that wanted each other would never end.
            if _level(other) == number and depth < 3:
                inner = list(_one(other, categories, depth + 1))
                along = [(*made, *one) for made in along for one in inner]
        for rest in along:
            yield (own, *rest)


def _value(name: str, number: int) -> str:
    """As it stands in the catalogue: the number is what WHCC is told."""
    return f"{name} · {number}"


def _level(category: Thing) -> int:
    level = category.get("RequiredLevel")
    return level if isinstance(level, int) else -1


def _pixels(node: Thing) -> tuple[int, int]:
    return round(_inches(node, "W") * DPI), round(_inches(node, "H") * DPI)


def _inches(node: Thing, side: str) -> float:
    size = node.get(side)
    return float(size) if isinstance(size, int | float) and size > 0 else 0.0


def _things(told: object) -> list[Thing]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
