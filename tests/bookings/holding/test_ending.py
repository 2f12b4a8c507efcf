"""Confirming, moving, cancelling; payments that come too late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from modules.bookings.models import BookingCannot, BookingState, SessionType
from modules.bookings.services import holding
from modules.bookings.services.holding import CostsMore, TimeTaken
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, hold, utc

pytestmark = pytest.mark.usefixtures("inside_acme")
NINE, TEN = utc(MONDAY, 9), utc(MONDAY, 10)
LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def portrait(inside_acme: object) -> SessionType:
    return calendars.session_type()


def test_it_confirms_once_however_often_it_is_told(portrait: SessionType) -> None:
    held = hold(portrait, NINE)
    first = holding.confirm(booking=held, at=NOW)
    again = holding.confirm(booking=held, at=LATER)
    assert (again.state, again.booked_at) == ("booked", NOW)
    assert first.entries.filter(verb="booked").count() == 1
    assert holding.release_expired(at=LATER) == 0


def test_it_takes_a_late_payment_where_the_time_is_still_free(portrait: SessionType) -> None:
    held = hold(portrait, NINE)
    assert holding.release_expired(at=LATER) == 1
    assert holding.confirm(booking=held, at=LATER).occupies


def test_it_stays_given_up_where_somebody_else_has_the_time(portrait: SessionType) -> None:
    held = hold(portrait, NINE)
    hold(portrait, NINE, at=LATER)
    with pytest.raises(TimeTaken) as refused:
        holding.confirm(booking=held, at=LATER)
    held.refresh_from_db()
    assert (held.state, held.occupies) == ("lapsed", False)
    assert TEN in refused.value.free


def test_it_takes_another_place_of_the_slot_for_a_late_payment() -> None:
    mini = calendars.mini(slots=1, capacity=2)
    slot = mini.slots.get()
    first = hold(mini, slot)
    assert hold(mini, slot, at=LATER).place_number == 1
    assert holding.confirm(booking=first, at=LATER).place_number == 2


def test_it_moves_to_a_free_time_and_frees_the_old_one(portrait: SessionType) -> None:
    booked = holding.confirm(booking=hold(portrait, NINE), at=NOW)
    moved = holding.move(booking=booked, to=TEN, at=NOW, by_client=True)
    assert (moved.starts_at, moved.revision, moved.state) == (TEN, 1, "booked")
    assert hold(portrait, NINE).occupies
    with pytest.raises(TimeTaken):
        hold(portrait, TEN)


def test_it_moves_into_the_calendar_that_its_session_type_has_now(portrait: SessionType) -> None:
    booked = holding.confirm(booking=hold(portrait, NINE), at=NOW)
    portrait.calendar = calendars.calendar()
    portrait.save(update_fields=["calendar"])
    moved = holding.move(booking=booked, to=TEN, at=NOW)
    assert moved.calendar == portrait.calendar
    with pytest.raises(TimeTaken):
        hold(portrait, TEN)


def test_it_stays_where_it_was_when_the_other_time_is_taken(portrait: SessionType) -> None:
    booked = hold(portrait, NINE)
    hold(portrait, TEN)
    with pytest.raises(TimeTaken):
        holding.move(booking=booked, to=TEN, at=NOW)
    booked.refresh_from_db()
    assert (booked.starts_at, booked.revision) == (NINE, 0)


def test_it_moves_by_less_than_its_own_length(portrait: SessionType) -> None:
    booked = hold(portrait, NINE)
    half = NINE + timedelta(minutes=30)
    assert holding.move(booking=booked, to=half, at=NOW).starts_at == half


def test_it_moves_a_client_to_no_dearer_slot_unasked() -> None:
    mini = calendars.mini(slots=2)
    plain, premium = mini.slots.all()
    premium.surcharge = 1000
    premium.save(update_fields=["surcharge"])
    booked = holding.confirm(booking=hold(mini, plain), at=NOW)
    with pytest.raises(CostsMore):
        holding.move(booking=booked, to=premium, at=NOW, by_client=True)
    assert holding.move(booking=booked, to=premium, at=NOW).slot == premium


def test_it_frees_the_place_of_what_is_cancelled(portrait: SessionType) -> None:
    booked = holding.confirm(booking=hold(portrait, NINE), at=NOW)
    ended = holding.cancel(booking=booked, by=None, reason="Ill", at=NOW, by_client=True)
    assert (ended.state, ended.reason, ended.revision) == ("cancelled", "Ill", 1)
    assert hold(portrait, NINE).occupies
    with pytest.raises(BookingCannot):
        holding.cancel(booking=booked, by=None, reason="", at=NOW)


def test_it_marks_how_a_session_ended_and_takes_it_back(portrait: SessionType) -> None:
    booked = holding.confirm(booking=hold(portrait, NINE), at=NOW)
    after = NINE + timedelta(hours=2)
    gone = holding.mark(booking=booked, state=BookingState.NO_SHOW, by=None, at=after)
    assert gone.ended_at == after
    back = holding.mark(booking=booked, state=BookingState.BOOKED, by=None, at=after)
    assert (back.state, back.ended_at) == ("booked", None)


def test_it_keeps_a_place_that_waits_for_the_studios_yes(portrait: SessionType) -> None:
    asked = holding.approve_later(booking=hold(portrait, NINE), at=NOW)
    assert holding.release_expired(at=LATER) == 0
    assert holding.confirm(booking=asked, at=LATER).state == "booked"


def test_it_lets_a_hold_go_before_its_time(portrait: SessionType) -> None:
    holding.release(booking=hold(portrait, NINE), at=NOW)
    assert hold(portrait, NINE).occupies
