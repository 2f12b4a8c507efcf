"""Free times of a session type: what its calendar holds, handed to ``times``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from modules.bookings.models import (
    AddOn,
    Booking,
    BookingState,
    BusyBlock,
    Calendar,
    Package,
    SessionType,
    Slot,
)
from modules.bookings.services import clock
from modules.bookings.services.scheduling import times, wall
from modules.bookings.services.scheduling.wall import Hours, Span

MINUTE = timedelta(minutes=1)
# More days than anybody looks at together; a page asks for a month.
MOST_DAYS = 400


def free_times(
    *, session_type: SessionType, package: Package | None, day_from: date, day_to: date,
    at: datetime, add_ons: Iterable[tuple[AddOn, int]] = (), apart_from: Booking | None = None,
) -> list[datetime]:  # fmt: skip
    """When such a session can begin on these dates of the studio's calendar, in UTC, in order.

    A mini session has slots instead (``holding.places_for``). ``apart_from`` is a booking that is
    to be moved: its own time counts as free, its own length as the session's.
    """
    zone = clock.zone()
    rules = times.Rules(
        minutes=_minutes_of(apart_from) or length(session_type, package, add_ons),
        before=session_type.buffer_before, after=session_type.buffer_after,
        step=session_type.step, notice=session_type.notice, horizon=session_type.horizon,
    )  # fmt: skip
    first = max(day_from, at.astimezone(zone).date())
    last = min(day_to, first + timedelta(days=min(MOST_DAYS, session_type.horizon)))
    if last < first:
        return []
    calendar = session_type.calendar
    around = _around(first, last, rules.minutes, zone)
    return times.starts(
        zone=zone, rules=rules, hours=_hours(calendar, first, last),
        busy=busy_between(calendar=calendar, span=around, at=at, apart_from=apart_from),
        day_from=first, day_to=last, at=at,
    )  # fmt: skip


def length(
    session_type: SessionType, package: Package | None, add_ons: Iterable[tuple[AddOn, int]] = ()
) -> int:
    """Minutes of a session with this package and these add-ons, without buffers."""
    own = package.minutes if package is not None else None
    return (own or session_type.minutes) + sum(each.minutes * many for each, many in add_ons)


def takes(session_type: SessionType, starts_at: datetime, ends_at: datetime) -> Span:
    """The session with the buffers around it: what nobody else may lie in."""
    return Span(
        starts_at - session_type.buffer_before * MINUTE,
        ends_at + session_type.buffer_after * MINUTE,
    )


def collides(
    *, calendar: Calendar, span: Span, at: datetime, apart_from: Booking | None = None,
    with_feeds: bool = True,
) -> bool:  # fmt: skip
    """Whether anything lies in this span. The team may book over other calendars (feeds)."""
    busy = busy_between(
        calendar=calendar, span=span, at=at, apart_from=apart_from, with_feeds=with_feeds
    )
    return bool(busy)


def busy_between(
    *, calendar: Calendar, span: Span, at: datetime, apart_from: Booking | None = None,
    but_type: SessionType | None = None, with_feeds: bool = True,
) -> list[Span]:  # fmt: skip
    """What takes time of this calendar in the span: bookings, minis, and other calendars' word.

    ``but_type`` is a mini session whose own slots and bookings do not count.
    """
    but = but_type.pk if but_type else None
    found = [
        *_of_bookings(calendar, span, at, apart_from, but),
        *_of_slots(calendar, span, but),
        *(_of_feeds(calendar, span) if with_feeds else ()),
    ]
    return [each for each in found if each.start < span.end and span.start < each.end]


def standing(at: datetime) -> Q:
    """Bookings that have their place at this time; a hold that is over has it no more."""
    return Q(occupies=True) & ~Q(state=BookingState.HELD, held_until__lte=at)


def _of_bookings(
    calendar: Calendar, span: Span, at: datetime, apart_from: Booking | None, but: int | None
) -> Iterator[Span]:
    rows = Booking.objects.filter(
        standing(at), calendar=calendar, during__overlap=(span.start, span.end)
    )
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from.pk)
    if but is not None:
        rows = rows.exclude(session_type_id=but)
    for during in rows.values_list("during", flat=True):
        yield Span(during.lower, during.upper)


def _of_slots(calendar: Calendar, span: Span, but: int | None) -> Iterator[Span]:
    """Minis that are being prepared take their time, too: someone is about to publish them."""
    widest = timedelta(days=1)
    rows = Slot.objects.filter(
        session_type__calendar=calendar, session_type__archived_at=None,
        starts_at__lt=span.end + widest, ends_at__gt=span.start - widest,
    ).select_related("session_type")  # fmt: skip
    if but is not None:
        rows = rows.exclude(session_type_id=but)
    for slot in rows:
        yield takes(slot.session_type, slot.starts_at, slot.ends_at)


def _of_feeds(calendar: Calendar, span: Span) -> Iterator[Span]:
    rows = BusyBlock.objects.filter(feed__calendar=calendar, during__overlap=(span.start, span.end))
    for during in rows.values_list("during", flat=True):
        yield Span(during.lower, during.upper)


def _minutes_of(booking: Booking | None) -> int:
    return (booking.ends_at - booking.starts_at) // MINUTE if booking else 0


def _around(first: date, last: date, minutes: int, zone: ZoneInfo) -> Span:
    """All that a session of these dates can touch, with room for any buffers."""
    start = wall.first_instant(zone=zone, day=first, clock=wall.MIDNIGHT)
    end = wall.first_instant(zone=zone, day=last, clock=wall.MIDNIGHT)
    room = timedelta(days=2, minutes=minutes)
    return Span(start - room, end + room)


def _hours(calendar: Calendar, first: date, last: date) -> Callable[[date], Sequence[Hours]]:
    """The hours of a date: its own where it is a special day, else those of its weekday."""
    weekly: dict[int, list[Hours]] = defaultdict(list)
    for row in calendar.hours.all():
        weekly[row.weekday].append(Hours(row.begins, row.ends))
    special: dict[date, list[Hours]] = defaultdict(list)
    beyond = last + timedelta(days=4)
    for day in calendar.special_days.filter(date__gte=first, date__lte=beyond):
        parts = special[day.date]
        if day.begins is not None and day.ends is not None:
            parts.append(Hours(day.begins, day.ends))
    return lambda day: special[day] if day in special else weekly[day.weekday()]
