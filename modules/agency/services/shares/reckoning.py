"""What shares come to, in whole minor units: no rows and no clock (``docs/money.md``, shares).

The shares of a line are never more than what the studio kept of it without tax; what is left of
that is the studio's. So both together are the line, to the cent, whatever was left out or given
back, and in whatever order that came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from modules.commerce import facade as commerce


@dataclass(frozen=True, kw_only=True)
class Part:
    """One item of a line: its part of the net and of the lab's cost, and how many are kept."""

    net: int
    cost: int = 0
    percent: Decimal
    quantity: int = 1
    kept: int = 1


@dataclass(frozen=True)
class Share:
    """So much of ``basis`` is the contributor's."""

    basis: int
    amount: int


def split(net: int, quantities: Sequence[int]) -> list[int]:
    """A line's amount over its items, by copies: a whole gallery has one of each file."""
    return commerce.allocate(net, quantities)


def shares(left: int, parts: Sequence[Part]) -> list[Share]:
    """What each part's contributor gets now; ``left`` of the line's net is still with the studio.

    What went back is first of what was left out, then of all that is kept alike.
    """
    weights = [_of_kept(part.net, part) for part in parts]
    found = commerce.spread(min(left, sum(weights)), weights)
    return [_share(amount, part) for amount, part in zip(found, parts, strict=True)]


def _share(amount: int, part: Part) -> Share:
    basis = max(0, amount - _of_kept(part.cost, part))
    return Share(basis, commerce.percent_of(basis, part.percent))


def _of_kept(amount: int, part: Part) -> int:
    return commerce.round_half_up(amount * part.kept, part.quantity)
