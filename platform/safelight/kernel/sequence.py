"""A row of things and what moves in it: photos of a gallery, galleries of a level, price lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Right before one thing, or right after it. Exactly one of the two is given.

    A place told by a neighbour is right on every page of a long list, and still is when somebody
    else has moved others meanwhile.
    """

    before: str | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        if (self.before is None) == (self.after is None):
            raise ValueError("A spot is before one thing or after one")

    @property
    def neighbour(self) -> str:
        return self.before or self.after or ""


def moved(row: Sequence[str], moving: Collection[str], spot: Spot) -> list[str]:
    """The row with ``moving`` together at the spot, in the order they have among each other.

    A neighbour that moves itself stands for the nearest one that stays, on the spot's other side:
    what is dropped on itself stays where it is.
    """
    chosen = [each for each in row if each in moving]
    at = row.index(spot.neighbour) + (spot.before is None)
    first = [each for each in row[:at] if each not in moving]
    rest = [each for each in row[at:] if each not in moving]
    return [*first, *chosen, *rest]


def step(row: Sequence[str], moving: Collection[str], *, later: bool) -> Spot | None:
    """The spot one place earlier or later than what moves; None where the row ends."""
    places = [at for at, each in enumerate(row) if each in moving]
    if not places:
        return None
    if later:
        return Spot(after=row[places[-1] + 1]) if places[-1] + 1 < len(row) else None
    return Spot(before=row[places[0] - 1]) if places[0] else None
