"""A lab's products as the catalogue shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from modules.commerce import facade as commerce
from modules.labs.models import LabConnection, LabProduct, LabRow, ProductCost
from modules.labs.services.catalogue import selling, variants


@dataclass(frozen=True, kw_only=True)
class Shown:
    """``lists``: (public id, name) of the lists that sell it; ``cost``: the cheapest variant."""

    product: LabProduct
    size: str
    choices: list[tuple[str, str]]
    countries: int
    cost: ProductCost | None
    varies: bool
    lists: list[tuple[str, str]]


def of(connection: LabConnection, *, country: str = "", words: str = "") -> list[Shown]:
    """Products in their groups, those that go to the country and have the words; three queries."""
    rows = connection.products.all()
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(sku__icontains=word))
    found = [each for each in rows if not country or country in countries_of(each)]
    return shown(found)


def shown(products: Sequence[LabProduct]) -> list[Shown]:
    home = commerce.settings().home_country
    costs: dict[int, list[ProductCost]] = {}
    for cost in ProductCost.objects.filter(product__in=products, country=home):
        costs.setdefault(cost.product_id, []).append(cost)
    lists: dict[int, dict[str, str]] = {}
    sold = LabRow.objects.filter(product__in=products, row__withdrawn_at=None)
    for row in sold.select_related("row__price_list"):
        price_list = row.row.price_list
        lists.setdefault(row.product_id, {})[price_list.public_id] = price_list.name
    return [_shown(each, costs.get(each.pk, []), lists.get(each.pk, {})) for each in products]


def grouped(found: list[Shown]) -> list[tuple[str, list[Shown]]]:
    return [(name, list(rows)) for name, rows in groupby(found, key=lambda row: row.product.group)]


def countries(connection: LabConnection) -> list[tuple[str, str]]:
    """(code, name) of every country that something of it is sent to."""
    codes = {code for each in connection.products.all() for code in countries_of(each)}
    return sorted(((code, commerce.country_name(code)) for code in codes), key=lambda row: row[1])


def countries_of(product: LabProduct) -> frozenset[str]:
    """Where any variant of it is sent to; empty where the lab does not say."""
    return variants.countries(product.variants)


def size(width: int, height: int) -> str:
    """A size in millimetres as people say it."""
    return f"{width / 10:g} × {height / 10:g} cm" if width and height else ""


def _shown(product: LabProduct, costs: list[ProductCost], lists: dict[str, str]) -> Shown:
    amounts = {each.amount for each in costs}
    return Shown(
        product=product,
        size=size(product.width, product.height),
        choices=[
            (selling.label(name), ", ".join(selling.label(value) for value in values))
            for name, values in product.attributes.items()
            if len(values) > 1
        ],
        countries=len(countries_of(product)),
        cost=min(costs, key=lambda each: each.amount, default=None),
        varies=len(amounts) > 1,
        lists=list(lists.items()),
    )
