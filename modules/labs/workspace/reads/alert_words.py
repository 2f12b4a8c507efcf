"""An alert in words: what it was, what it is now, and what that leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from modules.labs.models import CatalogueAlert, LabList, LabRow
from modules.labs.services.catalogue import alerting, margins, variants
from modules.labs.services.catalogue.margins import Margin
from modules.labs.workspace.reads import product_list, variant_words

Kind = CatalogueAlert.Kind


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one variant cost and costs: (minor units, currency)."""

    variant: str
    was: tuple[int, str]
    now: tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Then:
    """A row's margin as it was when its price was made, and now."""

    margin: Margin
    cost: int | None
    left: int | None


def costs(alert: CatalogueAlert) -> list[Cost]:
    if alert.kind != Kind.COST:
        return []
    return [
        Cost(variant=_variant(key), was=tuple(alert.was[key]), now=tuple(now))
        for key, now in sorted(alert.now.items())
        if key in alert.was and alert.was[key] != now
    ]


def changes(alert: CatalogueAlert) -> list[tuple[str, str, str]]:
    """(what, was, now) of what the lab describes otherwise."""
    return list(_changes(alert)) if alert.kind == Kind.CHANGED else []


def rows(alert: CatalogueAlert, *, currency: str) -> list[Then]:
    """The rows that sell it, with what is left of each."""
    sold = {each.row_id: each for each in alerting.sold(alert.product)}
    lists = LabList.objects.filter(price_list__rows__in=sold).distinct()
    return [
        _then(margin, sold[margin.lab_row.row_id])
        for lab_list in lists.select_related("price_list")
        for margin in margins.of_list(lab_list, currency=currency)
        if margin.lab_row.row_id in sold
    ]


def sentence(alert: CatalogueAlert) -> str:
    """One line for a list."""
    if alert.kind == Kind.GONE:
        return _("Nobody can buy it now.")
    if alert.kind == Kind.COST:
        return _("Your prices stay until you decide.")
    return ", ".join(name for name, _was, _now in changes(alert))


def _then(margin: Margin, lab_row: LabRow) -> Then:
    cost = lab_row.cost if margin.cost and lab_row.cost_currency == margin.cost.currency else None
    left = None if cost is None or not margin.is_comparable else margin.net - cost
    return Then(margin=margin, cost=cost, left=left)


def _variant(key: str) -> str:
    try:
        return variant_words.name_of(json.loads(key))
    except ValueError:
        return ""  # Too many attributes to be named: it is known by a digest.


def _changes(alert: CatalogueAlert) -> Iterator[tuple[str, str, str]]:
    was, now = alert.was, alert.now
    if "name" in now:
        yield _("Description"), str(was["name"]), str(now["name"])
    if "width" in now or "height" in now:
        yield _("Size"), _size(alert, was), _size(alert, now)
    if "wrap" in now:
        yield _("Edge"), f"{was['wrap']} mm", f"{now['wrap']} mm"
    if "attributes" in now:
        yield _("Choices"), _choices(was["attributes"]), _choices(now["attributes"])
    if "variants" in now:
        yield from _variants(was["variants"], now["variants"])


def _size(alert: CatalogueAlert, said: dict[str, Any]) -> str:
    product = alert.product
    width, height = said.get("width", product.width), said.get("height", product.height)
    return product_list.size(width, height) or "–"


def _choices(attributes: dict[str, list[str]]) -> str:
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in attributes.items()) or "–"


def _variants(
    was: list[dict[str, Any]], now: list[dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Pixels and countries, where they differ."""
    if _pixels(was) != _pixels(now):
        yield _("Pixels"), _pixels(was), _pixels(now)
    before, after = variants.countries(was), variants.countries(now)
    if before != after:
        yield _("Sent to"), str(len(before)), _gone(before, after)


def _pixels(made: list[dict[str, Any]]) -> str:
    sizes = {tuple(size) for each in made for size in each.get("pixels", {}).values()}
    return ", ".join(f"{width} × {height}" for width, height in sorted(sizes)) or "–"


def _gone(before: frozenset[str], after: frozenset[str]) -> str:
    lost = ", ".join(sorted(before - after))
    return f"{len(after)} (− {lost})" if lost else str(len(after))
