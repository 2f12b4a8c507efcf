"""The one rounding rule, and the one way to split an amount. No other code rounds money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

# Percentages have up to four decimals: one ten-thousandth of a percent is one millionth.
WHOLE = 1_000_000


def round_half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to a fraction that is not negative; halves go up."""
    if numerator < 0 or denominator <= 0:
        raise ValueError(f"{numerator}/{denominator} is not a share of anything.")
    return (2 * numerator + denominator) // (2 * denominator)


def millionths(percent: Decimal) -> int:
    """A percentage of 0 to 100 as a whole number; raises ``ValueError`` for finer ones."""
    exact = percent * 10_000
    if not 0 <= exact <= WHOLE or exact != int(exact):
        raise ValueError(f"{percent} is not a percentage of up to four decimals.")
    return int(exact)


def percent_of(amount: int, percent: Decimal) -> int:
    """So many percent of an amount."""
    return round_half_up(amount * millionths(percent), WHOLE)


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount in proportion to weights, to the last unit (largest remainder).

    Each part is its exact share rounded down, or that and one more; the parts with the largest
    remainders get one more, the earlier of equal ones first. So the parts sum to ``amount``, and
    none is above its weight where ``amount`` is not above the weights' sum.
    Raises ``ValueError`` for what is negative, and for something to split among nothing.
    """
    whole = sum(weights)
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError("Only amounts and weights that are not negative can be split.")
    if not whole:
        if amount:
            raise ValueError(f"There is nothing to split {amount} among.")
        return [0] * len(weights)
    parts = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts
