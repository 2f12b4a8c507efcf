"""Free times of a session type: hours, special days, and what is in the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from modules.bookings.models import Calendar, SessionType, SpecialDay, WorkingHours
from modules.bookings.services import scheduling
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, utc

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def portrait(inside_acme: object) -> SessionType:
    return calendars.session_type()


def free(of: SessionType, first: date = MONDAY, last: date | None = None) -> list[datetime]:
    return scheduling.free_times(
        session_type=of, package=None, day_from=first, day_to=last or first, at=NOW
    )


def hours(found: list[datetime]) -> list[int]:
    return [each.hour for each in found]


def test_it_offers_whole_sessions_within_the_hours(portrait: SessionType) -> None:
    assert hours(free(portrait)) == [9, 10, 11, 12, 13, 14, 15, 16]
    assert free(portrait, date(2026, 11, 28), date(2026, 11, 29)) == []


def test_it_follows_a_special_day_instead_of_the_weekday(portrait: SessionType) -> None:
    kept = portrait.calendar.special_days
    kept.create(date=MONDAY, begins=time(12), ends=time(14))
    kept.create(date=MONDAY + timedelta(days=1), note="Closed")
    assert hours(free(portrait, MONDAY, MONDAY + timedelta(days=1))) == [12, 13]


def test_it_keeps_notice_and_horizon(portrait: SessionType) -> None:
    portrait.notice, portrait.horizon = 3, 1
    found = free(portrait, NOW.date(), MONDAY)
    assert found[0] == NOW + timedelta(hours=3)
    assert {each.date() for each in found} == {date(2026, 11, 23), date(2026, 11, 24)}


def test_it_never_offers_what_is_over(portrait: SessionType) -> None:
    assert min(free(portrait, date(2026, 11, 1), MONDAY)) == NOW


def test_it_keeps_buffers_off_bookings_and_other_calendars(portrait: SessionType) -> None:
    portrait.buffer_before = portrait.buffer_after = 30
    portrait.save(update_fields=["buffer_before", "buffer_after"])
    calendars.hold(portrait, utc(MONDAY, 9))
    calendars.busy(portrait.calendar, utc(MONDAY, 14), utc(MONDAY, 14, 30))
    # 10 lies in the buffer after nine's; 13 and 14 touch the appointment, or its buffer does.
    assert hours(free(portrait)) == [11, 12, 15, 16]


def test_it_leaves_other_calendars_alone(portrait: SessionType) -> None:
    other = calendars.session_type()
    calendars.hold(other, utc(MONDAY, 9))
    calendars.busy(other.calendar, utc(MONDAY, 10), utc(MONDAY, 16))
    assert len(free(portrait)) == 8


def test_it_counts_a_hold_that_is_over_as_free(portrait: SessionType) -> None:
    calendars.hold(portrait, utc(MONDAY, 9), at=NOW - timedelta(minutes=15))
    assert hours(free(portrait))[0] == 9


def test_it_lets_a_session_run_over_midnight_where_hours_do() -> None:
    room: Calendar = Calendar.objects.create(name="Night")
    for weekday, begins, ends in ((0, time(22), time(0)), (1, time(0), time(1))):
        WorkingHours.objects.create(calendar=room, weekday=weekday, begins=begins, ends=ends)
    night = calendars.session_type(room, minutes=90, step=30)
    assert [f"{each:%d %H:%M}" for each in free(night, MONDAY, MONDAY + timedelta(days=1))] == [
        "30 22:00", "30 22:30", "30 23:00", "30 23:30",
    ]  # fmt: skip


def test_it_ends_at_midnight_where_the_hours_do() -> None:
    late = calendars.session_type(calendars.calendar(begins=time(22), ends=time(0)))
    assert hours(free(late)) == [22, 23]


def test_it_takes_its_own_time_as_free_when_it_moves(portrait: SessionType) -> None:
    held = calendars.hold(portrait, utc(MONDAY, 9))
    found = scheduling.free_times(
        session_type=portrait, package=None, day_from=MONDAY, day_to=MONDAY, at=NOW,
        apart_from=held,
    )  # fmt: skip
    assert hours(found)[0] == 9


def test_it_offers_times_on_the_leap_day() -> None:
    at = datetime(2028, 2, 20, tzinfo=UTC)
    leap = calendars.session_type()
    found = scheduling.free_times(
        session_type=leap, package=None, day_from=date(2028, 2, 28), day_to=date(2028, 3, 1), at=at
    )
    assert {each.date().isoformat() for each in found} == {
        "2028-02-28", "2028-02-29", "2028-03-01",
    }  # fmt: skip


def test_it_means_the_clock_in_the_studio() -> None:
    calendars.in_zone("America/New_York")
    found = free(calendars.session_type(calendars.calendar(begins=time(20), ends=time(0))))
    assert found[0] == datetime(2026, 12, 1, 1, tzinfo=UTC)


def test_it_reads_a_special_day_as_closed_only_on_its_date(portrait: SessionType) -> None:
    SpecialDay.objects.create(calendar=portrait.calendar, date=MONDAY)
    assert free(portrait) == []
    assert len(free(portrait, MONDAY + timedelta(days=7))) == 8
