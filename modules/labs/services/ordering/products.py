"""Which product of a lab an ordered print is: its SKU, attributes, and words for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from modules.commerce.models import Choice, OrderItem
from modules.labs.models import LabChoice, LabConnection, LabRow


@dataclass(frozen=True)
class Made:
    sku: str
    attributes: Mapping[str, str]
    words: str


def of(item: OrderItem, *, connection: LabConnection) -> Made:
    """A row that names no product of this lab goes by its own name: labs by hand read words."""
    line = item.line
    words = ", ".join(filter(None, [line.description or line.name, *_words(item)]))
    row = LabRow.objects.filter(row=line.row, product__connection=connection).first()
    if row is None:
        return Made((line.description or line.name)[:120], _chosen(item), words)
    return Made(row.product.sku, {**row.attributes, **_chosen(item)}, words)


def _words(item: OrderItem) -> list[str]:
    return [f"{each['option']}: {each['choice']}" for each in item.line.choices]


def _chosen(item: OrderItem) -> dict[str, str]:
    """What was chosen, as the lab calls it; by id where the order knows it, else by its words."""
    if not item.line.choices:
        return {}
    ids = {each["id"] for each in item.line.choices if each.get("id")}
    named = {(each["option"], each["choice"]) for each in item.line.choices if not each.get("id")}
    rows = Choice.objects.filter(option__price_list=item.line.price_list_id)
    meant = [
        row.pk for row in rows.select_related("option")
        if row.public_id in ids or (row.option.name, row.name) in named
    ]  # fmt: skip
    found = LabChoice.objects.filter(choice__in=meant)
    return {each.attribute: each.value for each in found}
