"""What the clock on the studio's wall says, and when: summer time makes hours come twice or never.

A part of a day is a set of instants: those of that date whose wall clock is at or after its
beginning and before its end. An hour that comes twice belongs to it twice, one that is left out
not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MIDNIGHT = time(0)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``start`` until just before ``end``; both are instants in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """A part of a day by the wall clock; ending at midnight is ending with the day."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Part:
    """One unbroken piece of some hours, with how far the wall clock is ahead of UTC in it."""

    span: Span
    ahead: timedelta
    # The wall clock, without a zone, at which the hours begin that it is of.
    begins: datetime


def parts(*, zone: ZoneInfo, day: date, hours: Hours) -> Iterator[Part]:
    """The pieces of these hours of this date, in order; none where the date is left out."""
    begins = datetime.combine(day, hours.begins)
    ends = datetime.combine(day, hours.ends)
    if hours.ends == MIDNIGHT:
        ends += DAY
    for steady, ahead in _steady(zone, day):
        start = max((begins - ahead).replace(tzinfo=UTC), steady.start)
        end = min((ends - ahead).replace(tzinfo=UTC), steady.end)
        if start < end:
            yield Part(Span(start, end), ahead, begins)


def first_instant(*, zone: ZoneInfo, day: date, clock: time) -> datetime:
    """When the wall clock first shows this time, or jumps over it, in UTC."""
    wall = datetime.combine(day, clock)
    for steady, ahead in _steady(zone, day):
        if (wall - ahead).replace(tzinfo=UTC) < steady.end:
            return max((wall - ahead).replace(tzinfo=UTC), steady.start)
    raise AssertionError("A day ends.")


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same instants in as few spans as it takes, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


@lru_cache(maxsize=2048)
def _steady(zone: ZoneInfo, day: date) -> tuple[tuple[Span, timedelta], ...]:
    """A day and a half on both sides of noon, cut where the clock is changed."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    marks = [noon + timedelta(hours=hours) for hours in range(-36, 37, 6)]
    found: list[tuple[Span, timedelta]] = []
    start = marks[0]
    for before, after in zip(marks, marks[1:], strict=False):
        if _ahead(zone, before) != _ahead(zone, after):
            change = _change(zone, before, after)
            found.append((Span(start, change), _ahead(zone, before)))
            start = change
    return (*found, (Span(start, marks[-1]), _ahead(zone, marks[-1])))


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second at which the clock is another than at ``before``."""
    while after - before > _SECOND:
        half = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _ahead(zone, half) == _ahead(zone, before):
            before = half
        else:
            after = half
    return after


def _ahead(zone: ZoneInfo, instant: datetime) -> timedelta:
    ahead = instant.astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead
