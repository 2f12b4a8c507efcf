"""What labs ask for one piece of what is sold, from what they have said; asks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from modules.commerce import facade as commerce
from modules.commerce.hooks import LabCost, Wanted
from modules.labs.models import LabRow, ProductCost
from modules.labs.services.catalogue import variants
from modules.labs.services.quoting import rows

# By product and variant.
Known = Mapping[tuple[int, str], ProductCost]


def costs(wanted: Sequence[Wanted]) -> dict[Wanted, LabCost]:
    """Of the variant that was chosen, sent home; else what the row's price was made from."""
    found = {each: product for each, product in rows.of(wanted).items() if product.of}
    if not found:
        return {}
    products = {product.of.product_id for product in found.values() if product.of}
    home = commerce.settings().home_country
    said = ProductCost.objects.filter(product__in=products, country=home)
    known = {(cost.product_id, cost.variant): cost for cost in said}
    answers = {}
    for each, product in found.items():
        assert product.of is not None
        cost = _cost(product.of, product.attributes, known)
        if cost is not None:
            answers[each] = cost
    return answers


def _cost(row: LabRow, attributes: Mapping[str, str], known: Known) -> LabCost | None:
    for variant in variants.fitting(row.product, attributes):
        cost = known.get((row.product_id, variants.key(variant)))
        if cost is not None:
            return LabCost(cost.amount, cost.currency)
    return LabCost(row.cost, row.cost_currency) if row.cost is not None else None
