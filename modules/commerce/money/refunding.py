"""What part of a line a refund is: copies of it, an amount over several, net and tax of it.

Refunds of one thing may come one after the other. Each is reckoned from what was given back
before, as the difference of two points of one staircase, so that all of them together come to
exactly what was paid: nothing is lost and nothing is given twice by rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from modules.commerce.money.allocation import allocate, round_half_up

K = TypeVar("K")


def across(amount: int, left: Mapping[K, int]) -> dict[K, int]:
    """Split an amount over lines and parcels by what is left to give back of each.

    No part is above what is left. Raises ``ValueError`` where ``amount`` is above all of it.
    """
    if amount > sum(left.values()):
        raise ValueError(f"{amount} is more than is left to give back.")
    return dict(zip(left, allocate(amount, list(left.values())), strict=True))


def copies(gross: int, *, quantity: int, before: int, more: int) -> int:
    """What ``more`` copies of a line cost, after ``before`` of its ``quantity`` were given back."""
    if not 0 <= before <= before + more <= quantity:
        raise ValueError(f"There are no {more} copies left of {quantity}.")
    after = round_half_up(gross * (before + more), quantity)
    return after - round_half_up(gross * before, quantity)


def shares(parts: Sequence[int], *, before: int, amount: int) -> list[int]:
    """How ``amount`` of a sum is made of the sum's parts (its net, then each tax).

    ``before`` of the sum was given back already. No part is negative; over all refunds each comes
    to exactly itself. Raises ``ValueError`` beyond the sum.
    """
    if before < 0 or amount < 0 or before + amount > sum(parts):
        raise ValueError(f"{before} and {amount} are more than {sum(parts)}.")
    after = _stairs(parts, before + amount)
    return [new - old for new, old in zip(after, _stairs(parts, before), strict=True)]


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that no part grows while the amount shrinks.

    The parts sum to it, where any weight is above 0. Unlike ``allocation.allocate``, a part may be
    nearly one unit away from its exact share. Raises ``ValueError`` for what is negative.
    """
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError(f"{amount} cannot be split by {list(weights)}.")
    return _stairs(weights, amount)


def _stairs(parts: Sequence[int], done: int) -> list[int]:
    """How much of each part ``done`` of their sum is; never falls as ``done`` rises.

    One part against all later ones at a time: a largest remainder over more than two could fall.
    """
    found = []
    whole = sum(parts)
    for part in parts:
        share = round_half_up(done * part, whole) if whole else 0
        found.append(share)
        done, whole = done - share, whole - part
    return found
