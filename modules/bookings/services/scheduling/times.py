"""Which times are free, worked out of plain facts: no database, no clock.

A session lies in working hours as a whole, over midnight too where one day's hours end and the
next one's begin there. The buffers around it may lie outside of them, but on nothing that is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from modules.bookings.services.scheduling import wall
from modules.bookings.services.scheduling.wall import Hours, Part, Span

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Rules:
    """Minutes; ``notice`` in hours from now, ``horizon`` in days from today. A session's length
    and its buffers are time that passes, whatever is done to clocks meanwhile.
    """

    minutes: int
    before: int = 0
    after: int = 0
    step: int = 30
    notice: int = 0
    horizon: int = 366


def starts(
    *, zone: ZoneInfo, rules: Rules, hours: Callable[[date], Sequence[Hours]],
    busy: Iterable[Span], day_from: date, day_to: date, at: datetime,
) -> list[datetime]:  # fmt: skip
    """When a session may begin on these dates of the studio, in UTC and in order.

    Times are offered every ``step`` minutes by the wall clock from where the hours begin.
    """
    today = at.astimezone(zone).date()
    first, last = max(day_from, today), min(day_to, today + timedelta(days=rules.horizon))
    earliest = at + timedelta(hours=rules.notice)
    open_spans, taken = _open(zone, rules, hours, first, last), wall.merged(busy)
    found = {
        start
        for day in _days(first, last)
        for part in _parts(zone, hours, day)
        for start in _offered(part, rules.step)
        if start >= earliest and _fits(start, rules, open_spans, taken)
    }
    return sorted(found)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _parts(zone: ZoneInfo, hours: Callable[[date], Sequence[Hours]], day: date) -> Iterator[Part]:
    for each in hours(day):
        yield from wall.parts(zone=zone, day=day, hours=each)


def _open(
    zone: ZoneInfo, rules: Rules, hours: Callable[[date], Sequence[Hours]], first: date, last: date
) -> list[Span]:
    """All hours in which a session of these dates can lie, with those of the days after them."""
    beyond = last + timedelta(minutes=rules.minutes) + 2 * wall.DAY
    return wall.merged(
        part.span for day in _days(first, beyond) for part in _parts(zone, hours, day)
    )


def _offered(part: Part, step: int) -> Iterator[datetime]:
    clock = part.span.start.replace(tzinfo=None) + part.ahead
    steps = -((part.begins - clock) // (step * MINUTE))
    while True:
        start = (part.begins + steps * step * MINUTE - part.ahead).replace(tzinfo=UTC)
        if start >= part.span.end:
            return
        yield start
        steps += 1


def _fits(start: datetime, rules: Rules, open_spans: list[Span], taken: list[Span]) -> bool:
    end = start + rules.minutes * MINUTE
    around = _last_from(open_spans, start)
    if around is None or around.end < end:
        return False
    nearest = _last_from(taken, end + rules.after * MINUTE - timedelta.resolution)
    return nearest is None or nearest.end <= start - rules.before * MINUTE


def _last_from(spans: list[Span], instant: datetime) -> Span | None:
    """The last of the sorted spans that begins at this instant or before it."""
    index = bisect_right(spans, instant, key=lambda span: span.start)
    return spans[index - 1] if index else None
