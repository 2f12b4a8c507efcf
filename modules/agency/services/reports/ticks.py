"""Round numbers for the axis of a plot."""

from __future__ import annotations


def ticks(most: int, *, unit: int, about: int = 4) -> list[int]:
    """From 0 to at least ``most``, in steps of 1, 2, 2.5 or 5 times a power of ten.

    ``unit``: minor units of one whole, which no step is below; ``about`` how many steps.
    """
    most = max(most, unit)
    step = unit
    while most > step * about:
        step = _next(step, unit)
    return [step * n for n in range(-(-most // step) + 1)]


def _next(step: int, unit: int) -> int:
    """1, 2, 5, 10, 20, 25, 50, 100, …: 2.5 only where it is a whole number."""
    power = unit
    while step >= power * 10:
        power *= 10
    for times in (20, 25, 50, 100):
        wanted = power * times // 10
        if wanted > step and wanted % unit == 0:
            return wanted
    raise AssertionError(step)
