"""The team's calendar: a month, a week or a day of bookings, by the studio's clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from modules.bookings.models import Booking, BookingState, BusyBlock, Calendar
from modules.bookings.services import clock

VIEWS = ("month", "week", "day")
S = BookingState
SHOWN = (S.HELD, S.ASKED, S.BOOKED, S.DONE, S.NO_SHOW)
# Classes of the stylesheet, one colour each; calendars beyond them begin anew.
COLOURS = 8


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A booking, or a busy time of another calendar (``booking`` is None then)."""

    booking: Booking | None
    title: str
    begins: datetime
    ends: datetime
    colour: int


@dataclass(frozen=True, kw_only=True)
class Day:
    """``is_other`` is a day of the month before or after, which fills the week."""

    date: date
    is_today: bool
    is_other: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What the page shows; ``weeks`` has one week, or one day, in the smaller views."""

    view: str
    day: date
    weeks: list[list[Day]]
    previous: date
    following: date
    calendars: list[tuple[Calendar, int, bool]]

    @property
    def first(self) -> Day:
        return self.weeks[0][0]

    @property
    def last(self) -> Day:
        return self.weeks[-1][-1]


def read(request: HttpRequest) -> Agenda:
    """``view``, ``day`` and ``calendar`` of the address; unknown values are passed over."""
    at = timezone.now()
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS else "month"
    day = _day(request.GET.get("day", "")) or clock.today(at)
    first, last = _span(view, day)
    calendars = list(Calendar.objects.filter(archived_at=None))
    wanted = set(request.GET.getlist("calendar")) & {each.public_id for each in calendars}
    colours = {each.pk: number % COLOURS for number, each in enumerate(calendars)}
    shown = [each.pk for each in calendars if not wanted or each.public_id in wanted]
    entries = [*_bookings(shown, colours, first, last, at), *_busy(shown, colours, first, last)]
    return Agenda(
        view=view, day=day, weeks=_weeks(first, last, day, clock.today(at), entries, view),
        previous=_step(view, day, -1), following=_step(view, day, 1),
        calendars=[(each, colours[each.pk], each.pk in shown) for each in calendars],
    )  # fmt: skip


def of_day(day: date) -> list[Booking]:
    """The bookings of one day in order, for the printed sheet."""
    begins, ends = _instants(day, day)
    rows = Booking.objects.filter(
        starts_at__gte=begins, starts_at__lt=ends, state__in=[S.ASKED, S.BOOKED, S.DONE, S.NO_SHOW]
    )
    related = rows.select_related("calendar", "session_type")
    return list(related.prefetch_related("answer_sheets", "add_ons").order_by("starts_at", "pk"))


def day_of(request: HttpRequest) -> date:
    return _day(request.GET.get("day", "")) or clock.today(timezone.now())


def _span(view: str, day: date) -> tuple[date, date]:
    if view == "day":
        return day, day
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _step(view: str, day: date, way: int) -> date:
    if view == "month":
        middle = day.replace(day=15) + timedelta(days=30 * way)
        return middle.replace(day=1)
    return day + timedelta(days=way * (7 if view == "week" else 1))


def _bookings(
    shown: list[int], colours: dict[int, int], first: date, last: date, at: datetime
) -> list[Entry]:
    begins, ends = _instants(first, last)
    rows = Booking.objects.filter(
        calendar__in=shown, state__in=SHOWN, starts_at__lt=ends, ends_at__gt=begins
    ).exclude(state=S.HELD, held_until__lte=at)
    return [
        Entry(
            booking=each, title=each.name or each.title, begins=clock.local(each.starts_at),
            ends=clock.local(each.ends_at), colour=colours[each.calendar_id],
        )
        for each in rows.order_by("starts_at", "pk")
    ]  # fmt: skip


def _busy(shown: list[int], colours: dict[int, int], first: date, last: date) -> list[Entry]:
    rows = BusyBlock.objects.filter(
        feed__calendar__in=shown, during__overlap=_instants(first, last)
    ).select_related("feed")
    return [
        Entry(
            booking=None, title=each.title or each.feed.name,
            begins=clock.local(each.during.lower), ends=clock.local(each.during.upper),
            colour=colours[each.feed.calendar_id],
        )
        for each in rows
    ]  # fmt: skip


def _weeks(
    first: date, last: date, day: date, today: date, entries: list[Entry], view: str
) -> list[list[Day]]:
    days = []
    for number in range((last - first).days + 1):
        one = first + timedelta(days=number)
        mine = [each for each in entries if _touches(each, one)]
        is_other = view == "month" and one.month != day.month
        mine.sort(key=lambda each: each.begins)
        days.append(Day(date=one, is_today=one == today, is_other=is_other, entries=mine))
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _touches(entry: Entry, day: date) -> bool:
    """A session over midnight stands on both days; one that ends at midnight on one."""
    end = entry.ends - timedelta(microseconds=1)
    return entry.begins.date() <= day <= end.date()


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    zone: Any = clock.zone()
    begins = datetime.combine(first, time.min, tzinfo=zone)
    return begins, datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 < found.year < 2200 else None
