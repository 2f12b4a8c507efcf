"""Rows of a list as products of its lab, with what is known of their costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs.models import LabRow, ProductCost
from modules.labs.services.catalogue import choices, variants
from modules.labs.services.catalogue.reckoning import Costed
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class OtherCurrency(Refusal):
    """Nobody makes up an exchange rate."""

    code = "lab_has_another_currency"


class CostsUnknown(Refusal):
    """The lab was not asked yet, or did not say."""

    code = "lab_costs_unknown"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """``costs``: what sending each variant home costs, with the attributes a client chooses."""

    lab_row: LabRow
    costs: list[tuple[dict[str, str], ProductCost]]

    @property
    def cheapest(self) -> ProductCost | None:
        return min((cost for _chosen, cost in self.costs), key=_amount, default=None)

    def costed(self) -> list[Costed]:
        """In the studio's currency. Raises ``OtherCurrency`` and ``CostsUnknown``."""
        currency = site.site_settings().currency
        name = self.lab_row.row.name
        if not self.costs:
            sentence = _("What “%(name)s” costs is not known yet. Ask the lab for its costs first.")
            raise CostsUnknown(sentence % {"name": name})
        others = {cost.currency for _chosen, cost in self.costs} - {currency}
        if others:
            sentence = _(
                "The lab bills “%(name)s” in %(theirs)s and you sell in %(ours)s. Type the prices "
                "yourself; exchange rates are not guessed."
            )
            words = {"name": name, "theirs": min(others), "ours": currency}
            raise OtherCurrency(sentence % words)
        return [Costed(chosen=chosen, cost=cost.amount) for chosen, cost in self.costs]


def of(rows: Iterable[LabRow]) -> list[Listed]:
    """In the order given; three queries."""
    listed = list(rows)
    home = commerce.settings().home_country
    found = ProductCost.objects.filter(product__in={each.product_id for each in listed})
    known = {(each.product_id, each.variant): each for each in found.filter(country=home)}
    lists = {each.row.price_list_id for each in listed}
    pairs = choices.of_lists(lists).values_list("choice__option__price_list", "attribute")
    asked: dict[int, set[str]] = {}
    for list_id, attribute in pairs:
        asked.setdefault(list_id, set()).add(attribute)
    return [_listed(each, known, asked.get(each.row.price_list_id, set())) for each in listed]


def _listed(lab_row: LabRow, known: dict[tuple[int, str], ProductCost], asked: set[str]) -> Listed:
    costs = []
    for attributes in variants.fitting(lab_row.product, lab_row.attributes):
        cost = known.get((lab_row.product_id, variants.key(attributes)))
        if cost is not None:
            chosen = {name: value for name, value in attributes.items() if name in asked}
            costs.append((chosen, cost))
    return Listed(lab_row=lab_row, costs=costs)


def _amount(cost: ProductCost) -> int:
    return cost.amount
