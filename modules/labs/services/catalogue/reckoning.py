"""Prices of a whole list by one rule: an amount for each row, an extra for each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.labs.services.catalogue.rule import Rule

# (attribute, value)
Choice = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Costed:
    """A variant of a row with what its lab asks, in the studio's currency.

    ``chosen``: those of its attributes that the client chooses.
    """

    chosen: Mapping[str, str]
    cost: int


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """Minor units; every amount has the rule's ending, and extras are whole steps of it."""

    amounts: Mapping[int, int]
    extras: Mapping[Choice, int]


def reckon(rows: Mapping[int, Sequence[Costed]], rule: Rule) -> Reckoned:
    """No variant of any row costs the client less than the rule says.

    Extras hold for all rows of a list, so each is the largest that one of them needs.
    """
    amounts = {
        key: min(rule.price(each.cost) for each in costed) for key, costed in rows.items() if costed
    }
    extras: dict[Choice, int] = {}
    for key, amount in amounts.items():
        for choice, least in _least(rows[key], rule).items():
            extras[choice] = max(extras.get(choice, 0), least - amount)
    for key in amounts:
        amounts[key] += max(
            max(0, rule.price(each.cost) - amounts[key] - extra_of(each.chosen, extras))
            for each in rows[key]
        )
    return Reckoned(amounts=amounts, extras=extras)


def extra_of(chosen: Mapping[str, str], extras: Mapping[Choice, int]) -> int:
    return sum(extras.get(choice, 0) for choice in chosen.items())


def _least(costed: Sequence[Costed], rule: Rule) -> dict[Choice, int]:
    """The lowest price of the row with each choice."""
    found: dict[Choice, int] = {}
    for each in costed:
        price = rule.price(each.cost)
        for choice in each.chosen.items():
            found[choice] = min(found.get(choice, price), price)
    return found
