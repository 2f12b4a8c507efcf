"""A list's rule on its prices: what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from modules.commerce import facade as commerce
from modules.commerce.models import Choice, PriceRow
from modules.labs.models import LabList, LabRow
from modules.labs.services.catalogue import choices, listed
from modules.labs.services.catalogue.reckoning import Reckoned, reckon
from modules.labs.services.catalogue.rule import Rule, of_list


@dataclass(frozen=True, kw_only=True)
class Move:
    """A price now and by the rule; minor units. ``target``: a row of the list, or a choice."""

    target: PriceRow | Choice
    now: int
    then: int

    @property
    def moves(self) -> bool:
        return self.now != self.then


def preview(*, lab_list: LabList, rule: Rule) -> list[Move]:
    """Every price of the list, rows first. Raises ``OtherCurrency`` and ``CostsUnknown``."""
    found = listed.of(rows_of(lab_list))
    reckoned = reckon({each.lab_row.row_id: each.costed() for each in found}, rule)
    moves = [
        Move(target=each.lab_row.row, now=each.lab_row.row.amount, then=then)
        for each in found
        if (then := reckoned.amounts.get(each.lab_row.row_id)) is not None
    ]
    return moves + _of_choices(lab_list, reckoned.extras)


def change_rule(*, lab_list: LabList, rule: Rule) -> None:
    """Keep another rule; no price moves by that."""
    lab_list.markup_percent, lab_list.markup_fixed = rule.percent, rule.fixed
    lab_list.rounding, lab_list.ending = rule.rounding, rule.ending
    lab_list.save(update_fields=["markup_percent", "markup_fixed", "rounding", "ending"])


def apply(*, lab_list: LabList, at: datetime, only: Collection[int] | None = None) -> list[Move]:
    """Make prices by the list's rule, of all rows or of ``only`` these; carts are told.

    Extras of choices hold for the whole list: with ``only`` they rise where the rule needs it,
    and never fall. Raises ``OtherCurrency`` and ``CostsUnknown``.
    """
    with transaction.atomic():  # All prices of a list move together.
        rows = [each for each in rows_of(lab_list) if only is None or each.row_id in only]
        found = listed.of(rows)
        reckoned = reckon({each.lab_row.row_id: each.costed() for each in found}, of_list(lab_list))
        moves = [_move_row(each.lab_row, reckoned) for each in found]
        for move in _of_choices(lab_list, reckoned.extras):
            if move.moves and (only is None or move.then > move.now):
                Choice.objects.filter(pk=move.target.pk).update(extra=move.then)
                moves.append(move)
        for each in found:
            take_over_cost(each.lab_row, at=at)
    return moves


def take_over_cost(lab_row: LabRow, *, at: datetime) -> None:
    """From now on its price is thought to be made of what the lab asks today."""
    cheapest = listed.of([lab_row])[0].cheapest
    if cheapest is not None:
        lab_row.cost, lab_row.cost_currency = cheapest.amount, cheapest.currency
        lab_row.priced_at = at
        lab_row.save(update_fields=["cost", "cost_currency", "priced_at"])


def rows_of(lab_list: LabList) -> list[LabRow]:
    """The rows of the list that are sold and name a product, in the list's order."""
    rows = LabRow.objects.filter(row__price_list=lab_list.price_list_id, row__withdrawn_at=None)
    return list(rows.select_related("row", "product").order_by("row__position", "row"))


def _move_row(lab_row: LabRow, reckoned: Reckoned) -> Move:
    row, then = lab_row.row, reckoned.amounts[lab_row.row_id]
    move = Move(target=row, now=row.amount, then=then)
    if move.moves:
        commerce.rows.change(row=row, amount=then)
    return move


def _of_choices(lab_list: LabList, extras: Mapping[tuple[str, str], int]) -> list[Move]:
    meant = choices.of_lists([lab_list.price_list_id])
    ordered = meant.order_by("choice__option", "choice__position")
    return [
        Move(target=each.choice, now=each.choice.extra, then=extras[each.attribute, each.value])
        for each in ordered
        if (each.attribute, each.value) in extras
    ]
