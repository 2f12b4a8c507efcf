"""Which days a report is about, and which days before them it is compared with."""

from __future__ import annotations

import zoneinfo
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

LONGEST = 20 * 366


class Span(StrEnum):
    """What the address may ask for."""

    MONTH = "month"
    LAST_MONTH = "last-month"
    QUARTER = "quarter"
    LAST_QUARTER = "last-quarter"
    YEAR = "year"
    LAST_YEAR = "last-year"
    DAYS = "days"


_MONTHS = {
    Span.MONTH: 1,
    Span.LAST_MONTH: 1,
    Span.QUARTER: 3,
    Span.LAST_QUARTER: 3,
    Span.YEAR: 12,
    Span.LAST_YEAR: 12,
}


@dataclass(frozen=True)
class Days:
    """Both days are included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def moments(self, zone: zoneinfo.ZoneInfo) -> tuple[datetime, datetime]:
        """From the first moment of the first day to before the first after the last."""
        end = self.last + timedelta(days=1)
        return (
            datetime.combine(self.first, time(), tzinfo=zone),
            datetime.combine(end, time(), tzinfo=zone),
        )


@dataclass(frozen=True)
class Period:
    """``before`` is as far into its month, quarter or year as ``now`` is by today."""

    span: Span
    now: Days
    before: Days


def period(
    span: Span, *, today: date, first: date | None = None, last: date | None = None
) -> Period:
    """What ``span`` means today; ``first`` and ``last`` are for ``Span.DAYS`` alone.

    Without these it is the last thirty days; more than twenty years are cut.
    """
    if span == Span.DAYS:
        return _of_days(today, first, last)
    months = {Span.MONTH: 1, Span.LAST_MONTH: 1, Span.QUARTER: 3, Span.LAST_QUARTER: 3}.get(
        span, 12
    )
    begin = date(today.year, (today.month - 1) // months * months + 1, 1)
    if span in (Span.LAST_MONTH, Span.LAST_QUARTER, Span.LAST_YEAR):
        begin = add_months(begin, -months)
    whole = Days(begin, add_months(begin, months) - timedelta(days=1))
    earlier = add_months(begin, -months)
    if today > whole.last:
        return Period(span, whole, Days(earlier, begin - timedelta(days=1)))
    same_day = add_months(today, -months)
    return Period(span, Days(begin, today), Days(earlier, same_day))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _of_days(today: date, first: date | None, last: date | None) -> Period:
    last = last or today
    # A year beyond these has no neighbour to compare with.
    last = min(max(last, date(1990, 1, 1)), date(2200, 12, 31))
    first = first or last - timedelta(days=29)
    first = min(max(first, last - timedelta(days=LONGEST)), last)
    now = Days(first, last)
    end = first - timedelta(days=1)
    return Period(Span.DAYS, now, Days(end - timedelta(days=now.count - 1), end))
