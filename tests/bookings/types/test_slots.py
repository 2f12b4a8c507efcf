"""Slots of minis: planned, shown, written; booked ones stay."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from modules.bookings.models import SessionType, Slot
from modules.bookings.services import holding
from modules.bookings.services.scheduling import Span
from modules.bookings.services.types import planning, slots
from modules.bookings.services.types.planning import Plan, planned
from modules.bookings.services.types.slots import SlotsRefused, Wanted
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, hold, utc

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 12, 5)


def times(plan: Plan, zone: ZoneInfo = BERLIN) -> list[str]:
    return [f"{each.span.start.astimezone(zone):%H:%M}" for each in planned(plan=plan, zone=zone)]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(DAY, time(10), 20, 3), ["10:00", "10:20", "10:40"]),
        (Plan(DAY, time(10), 20, 3, gap=10), ["10:00", "10:30", "11:00"]),
        # The third would run into the break, so it begins after it.
        (Plan(DAY, time(10), 30, 4, breaks=[(time(11, 15), time(12))]),
         ["10:00", "10:30", "12:00", "12:30"]),
        (Plan(DAY, time(10), 30, 2, breaks=[(time(9), time(11))]), ["10:00", "10:30"]),
        (Plan(DAY, time(23), 45, 3), ["23:00", "23:45", "00:30"]),
        (Plan(DAY, time(23), 45, 2, breaks=[(time(23, 45), time(0))]), ["23:00", "00:00"]),
        # The hour that is left out.
        (Plan(date(2026, 3, 29), time(1, 30), 30, 3), ["01:30", "03:00", "03:30"]),
    ],
)  # fmt: skip
def test_it_plans_slots_one_after_the_other(plan: Plan, expected: list[str]) -> None:
    assert times(plan) == expected


def test_it_plans_one_slot_for_all_who_start_together() -> None:
    (only,) = planned(plan=Plan(DAY, time(10), 60, 12, same_start=True), zone=BERLIN)
    assert (only.capacity, only.span.end - only.span.start) == (12, timedelta(hours=1))


def test_it_plans_no_more_than_a_day_and_a_half() -> None:
    with pytest.raises(planning.PlanTooLong):
        planned(plan=Plan(DAY, time(10), 60, 100), zone=BERLIN)


@pytest.fixture
def mini(inside_acme: object) -> SessionType:
    return calendars.mini(slots=2)


def kept(mini: SessionType) -> list[Wanted]:
    return [Wanted(slot, Span(slot.starts_at, slot.ends_at)) for slot in mini.slots.all()]


def at(hour: int, minute: int = 0, minutes: int = 20) -> Span:
    start = utc(MONDAY, hour, minute)
    return Span(start, start + timedelta(minutes=minutes))


def refused(mini: SessionType, wanted: list[Wanted]) -> dict[str, list[str]]:
    before = list(Slot.objects.values_list("pk", "starts_at", "capacity"))
    with pytest.raises(SlotsRefused) as found:
        slots.write(session_type=mini, wanted=wanted, at=NOW)
    assert list(Slot.objects.values_list("pk", "starts_at", "capacity")) == before
    return found.value.fields


def test_it_adds_changes_and_takes_out_slots(mini: SessionType) -> None:
    first = kept(mini)[0]
    wanted = [Wanted(first.slot, at(9), kind="premium", surcharge=500), Wanted(None, at(14))]
    slots.write(session_type=mini, wanted=wanted, at=NOW)
    found = [(each.starts_at.hour, each.kind, each.surcharge) for each in mini.slots.all()]
    assert found == [(9, "premium", 500), (14, "open", 0)]
    mini.refresh_from_db()
    assert mini.date == MONDAY


def test_it_never_moves_or_takes_out_a_booked_slot(mini: SessionType) -> None:
    first, second = kept(mini)
    assert first.slot is not None
    holding.confirm(booking=hold(mini, first.slot), at=NOW)
    assert "0" in refused(mini, [Wanted(first.slot, at(9)), second])
    assert "-1" in refused(mini, [second])


def test_it_keeps_the_places_that_are_taken(mini: SessionType) -> None:
    first, second = kept(mini)
    assert first.slot is not None
    Slot.objects.filter(pk=first.slot.pk).update(capacity=2)
    first.slot.refresh_from_db()
    for _each in range(2):
        hold(mini, first.slot)
    assert "0" in refused(mini, [Wanted(first.slot, first.span, capacity=1), second])
    slots.write(session_type=mini, wanted=[Wanted(first.slot, first.span, 3), second], at=NOW)


def test_it_takes_out_a_slot_whose_bookings_have_ended(mini: SessionType) -> None:
    first, second = kept(mini)
    assert first.slot is not None
    booking = hold(mini, first.slot)
    holding.cancel(booking=booking, by=None, reason="", at=NOW)
    slots.write(session_type=mini, wanted=[second], at=NOW)
    booking.refresh_from_db()
    assert (booking.slot, booking.starts_at) == (None, first.span.start)


def test_it_gives_no_place_to_a_payment_for_a_slot_that_is_gone(mini: SessionType) -> None:
    first, second = kept(mini)
    assert first.slot is not None
    booking = hold(mini, first.slot)
    holding.release(booking=booking, at=NOW)
    slots.write(session_type=mini, wanted=[second], at=NOW)
    with pytest.raises(holding.TimeTaken):
        holding.confirm(booking=booking, at=NOW)


def test_it_refuses_slots_upon_each_other(mini: SessionType) -> None:
    assert list(refused(mini, [*kept(mini), Wanted(None, at(10, 10))])) == ["2", "1"]


def test_it_refuses_a_slot_where_a_session_is_booked(mini: SessionType) -> None:
    portrait = calendars.session_type(mini.calendar)
    hold(portrait, utc(MONDAY, 14))
    assert list(refused(mini, [*kept(mini), Wanted(None, at(14, 40))])) == ["2"]


def test_it_says_where_other_calendars_are_busy(mini: SessionType) -> None:
    calendars.busy(mini.calendar, utc(MONDAY, 14), utc(MONDAY, 15))
    spans = [at(13), at(14, 30)]
    assert slots.busy_elsewhere(session_type=mini, spans=spans, at=NOW) == [False, True]
