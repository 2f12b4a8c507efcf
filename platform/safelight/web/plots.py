"""Plots as shapes for a template: across in percent, down in pixels, so that text is never scaled.

What has no room on a narrow screen is marked ``is_wide``; a container query leaves it out there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Pixels: room for what is pointed at, the bars, the labels below.
TOP, BARS, BELOW = 30, 150, 26
# The plot's width in pixels on a wide page and on a telephone, and of a letter of its labels.
WIDE, NARROW, LETTER = 640, 270, 6.6
GAP = 10
_STEPS = (1, 2, 3, 5, 7, 10, 12, 15, 24, 31, 100)


@dataclass(frozen=True, kw_only=True)
class Value:
    """One bar: what stands under it, what it is in full, its number and the number's words."""

    label: str
    name: str
    number: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """All that is drawn of one value. ``read`` is shown to whoever points at it."""

    x: str
    width: str
    middle: str
    hit_x: str
    hit_width: str
    y: float
    height: float
    label: str
    is_shown: bool
    is_wide: bool
    read: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the grid with its label."""

    y: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Bars over time. ``left``: pixels that the labels of the lines take."""

    title: str
    bars: Sequence[Bar]
    lines: Sequence[Line]
    left: int

    height = TOP + BARS + BELOW
    hit_height = BARS + BELOW
    label_y = TOP + BARS + 18
    top = TOP
    read_y = 13


def bars(
    title: str, values: Sequence[Value], *, unit: int = 1, short: Callable[[int], str] = str
) -> Plot:
    """A bar a value, on a grid of round numbers that are multiples of ``unit``."""
    marks = ticks(max((value.number for value in values), default=0), unit=unit)
    lines = [Line(y=down(mark, marks[-1]), label=short(mark)) for mark in marks]
    narrow, wide = room(values, NARROW), room(values, WIDE)
    drawn = [
        _bar(place, len(values), value, marks[-1], narrow=narrow, wide=wide)
        for place, value in enumerate(values)
    ]
    longest = max(len(line.label) for line in lines)
    return Plot(title=title, bars=drawn, lines=lines, left=round(longest * LETTER) + 10)


def ticks(most: int, *, unit: int, about: int = 4) -> list[int]:
    """From 0 to at least ``most``, in steps of 1, 2, 2.5 or 5 times a power of ten.

    ``unit``: what no step is below; ``about`` how many steps.
    """
    most, step = max(most, unit), unit
    while most > step * about:
        step = _next(step, unit)
    return [step * n for n in range(-(-most // step) + 1)]


def down(number: int, most: int) -> float:
    """How far below the top a number ends, in pixels."""
    return round(TOP + BARS * (1 - number / most), 1)


def room(values: Sequence[Value], width: int) -> int:
    """Every how many-th label has room."""
    if not values:
        return 1
    wanted = max(len(value.label) for value in values) * LETTER + GAP
    return next((step for step in _STEPS if width / len(values) * step >= wanted), _STEPS[-1])


def _bar(place: int, count: int, value: Value, most: int, *, narrow: int, wide: int) -> Bar:
    slot, y = 100 / count, down(value.number, most)
    return Bar(
        x=_percent(slot * (place + 0.17)), width=_percent(slot * 0.66),
        middle=_percent(slot * (place + 0.5)), hit_x=_percent(slot * place),
        hit_width=_percent(slot), y=y, height=round(TOP + BARS - y, 1), label=value.label,
        is_shown=place % wide == 0, is_wide=place % narrow != 0,
        read=f"{value.name}: {value.words}", value=value,
    )  # fmt: skip


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


def _percent(value: float) -> str:
    return f"{value:.3f}%"
