"""Plots as shapes for a template: across in percent, down in pixels, so that text is never scaled.

What has no room on a narrow screen is marked ``is_wide``; a container query leaves it out there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import format_compact_decimal
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from modules.agency.services.reports import reading
from modules.agency.services.reports.periods import Days, Period, Span, add_months
from modules.agency.services.reports.ticks import ticks
from modules.agency.workspace.reports.asking import Asking
from modules.commerce import facade as commerce
from safelight.web import dates
from safelight.web.templatetags.web import money

# Pixels: room for what is pointed at, the bars, the labels below.
TOP, BARS, BELOW = 30, 190, 26
# The plot's width in pixels on a wide page and on a telephone, and of a letter of its labels.
_WIDE, _NARROW, _LETTER = 640, 270, 6.6
_GAP = 10


@dataclass(frozen=True, kw_only=True)
class Bar:
    """Some days: all that is drawn of them. ``words`` says it in full."""

    x: str
    width: str
    middle: str
    hit_x: str
    hit_width: str
    y: float
    height: float
    before_y: float
    before_height: float
    label: str
    is_shown: bool
    is_wide: bool
    days: str
    words: str
    # The same in few words, for who points at it.
    read: str
    url: str
    sales: int
    before: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the grid with its label."""

    y: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Sales over time. ``left``: pixels that the labels of the lines take."""

    bars: Sequence[Bar]
    lines: Sequence[Line]
    left: int

    height = TOP + BARS + BELOW
    hit_height = BARS + BELOW
    label_y = TOP + BARS + 18
    top = TOP
    read_y = 13


def over_time(asking: Asking, days: reading.Days, currency: str) -> Plot:
    """Days up to a month, weeks up to four, months up to three years, else years."""
    buckets = _buckets(asking.period)
    now = _sums(days.now, [bucket for bucket, _before in buckets])
    before = _sums(days.before, [bucket for _now, bucket in buckets])
    unit = 10 ** commerce.currencies.exponent(currency)
    marks = ticks(max(*now, *before, 0), unit=unit)
    lines = [Line(y=_down(mark, marks[-1]), label=_short(mark, currency)) for mark in marks]
    drawn = [
        _bar(asking, place, buckets, (now[place], before[place]), marks[-1], currency)
        for place in range(len(buckets))
    ]
    longest = max(len(line.label) for line in lines)
    return Plot(bars=drawn, lines=lines, left=round(longest * _LETTER) + 10)


def _bar(
    asking: Asking, place: int, buckets: Sequence[tuple[Days, Days]], sums: tuple[int, int],
    most: int, currency: str,
) -> Bar:  # fmt: skip
    days, earlier = buckets[place]
    count, (sales, before) = len(buckets), sums
    slot = 100 / count
    labels = [_label(each, asking.period) for each, _before in buckets]
    is_narrow, is_wide = _room(labels, _NARROW), _room(labels, _WIDE)
    y, before_y = _down(sales, most), _down(before, most)
    named = f"{_named(days)}: {money(sales, currency)}"
    compared = _("%(days)s: %(amount)s") % {
        "days": _named(earlier), "amount": money(before, currency)
    }  # fmt: skip
    return Bar(
        x=_percent(slot * (place + 0.17)), width=_percent(slot * 0.66),
        middle=_percent(slot * (place + 0.5)), hit_x=_percent(slot * place),
        hit_width=_percent(slot), y=y, height=round(TOP + BARS - y, 1), before_y=before_y,
        before_height=round(TOP + BARS - before_y, 1), label=labels[place],
        is_shown=place % is_wide == 0, is_wide=place % is_narrow != 0,
        days=_named(days), words=f"{named} · {compared}",
        read=f"{_short_days(days)}: {money(sales, currency)} · {money(before, currency)}",
        url=_address(asking, days),
        sales=sales, before=before,
    )  # fmt: skip


def _address(asking: Asking, days: Days) -> str:
    """The report of these days alone."""
    changes: dict[str, object] = {"from": days.first, "to": days.last}
    return asking.url("reports", period=Span.DAYS.value, **changes)


def _buckets(period: Period) -> list[tuple[Days, Days]]:
    """As many of the period as of the one before, side by side."""
    count = max(period.now.count, period.before.count)
    if count <= 31:
        return [(_days(period.now, n, 1), _days(period.before, n, 1)) for n in range(count)]
    if count <= 124:
        weeks = -(-count // 7)
        return [(_days(period.now, n, 7), _days(period.before, n, 7)) for n in range(weeks)]
    months = 1 if count <= 3 * 366 else 12
    begin, begin_before = _first(period.now, months), _first(period.before, months)
    found = []
    while begin <= period.now.last:
        found.append((_cut(period.now, begin, months), _cut(period.before, begin_before, months)))
        begin, begin_before = add_months(begin, months), add_months(begin_before, months)
    return found


def _days(of: Days, place: int, size: int) -> Days:
    first = of.first + timedelta(days=place * size)
    return Days(first, min(first + timedelta(days=size - 1), max(of.last, first)))


def _first(of: Days, months: int) -> date:
    return of.first.replace(day=1) if months == 1 else of.first.replace(month=1, day=1)


def _cut(of: Days, begin: date, months: int) -> Days:
    """A month or year, as far as it is in these days."""
    end = add_months(begin, months) - timedelta(days=1)
    return Days(max(begin, of.first), max(min(end, of.last), max(begin, of.first)))


def _sums(found: Mapping[date, reading.Figures], buckets: Sequence[Days]) -> list[int]:
    return [
        sum(each.sales for day, each in found.items() if days.first <= day <= days.last)
        for days in buckets
    ]


def _down(amount: int, most: int) -> float:
    return round(TOP + BARS * (1 - amount / most), 1)


def _percent(value: float) -> str:
    return f"{value:.3f}%"


def _room(labels: Sequence[str], width: int) -> int:
    """Every how many-th label has room."""
    wanted = max(len(label) for label in labels) * _LETTER + _GAP
    steps = (1, 2, 3, 5, 7, 10, 15, 31, 100)
    return next((step for step in steps if width / len(labels) * step >= wanted), steps[-1])


def _label(days: Days, period: Period) -> str:
    """What stands under a bar."""
    count = max(period.now.count, period.before.count)
    if count <= 31 and period.now.first.day == 1:
        return str(days.first.day)
    if count <= 124:
        return dates.short_day(days.first)
    return date_format(days.first, "M" if count <= 366 else "M y" if count <= 1098 else "Y")


def _named(days: Days) -> str:
    first, last = dates.day(days.first), dates.day(days.last)
    return first if days.count == 1 else f"{first} – {last}"


def _short_days(days: Days) -> str:
    if days.count == 1:
        return dates.short_weekday(days.first)
    if days.first.day == 1 and days.count >= 28:
        return date_format(days.first, "M Y" if days.count <= 31 else "Y")
    return f"{dates.short_day(days.first)} – {dates.short_day(days.last)}"


def _short(amount: int, currency: str) -> str:
    """12.5K: marks are round, so that nothing is lost."""
    whole = Decimal(amount).scaleb(-commerce.currencies.exponent(currency))
    locale = to_locale(get_language() or "en")
    written: Any = format_compact_decimal(whole, locale=locale, fraction_digits=1)
    return str(written)
