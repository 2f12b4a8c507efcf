"""Holding a free time: fifteen minutes, for one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from modules.bookings.models import AddOn, Booking, SessionType
from modules.bookings.services import holding, scheduling
from modules.bookings.services.holding import NotOffered, TimeTaken, TooManyHeld
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, hold, utc

pytestmark = pytest.mark.usefixtures("inside_acme")
TEN = utc(MONDAY, 10)


@pytest.fixture
def portrait(inside_acme: object) -> SessionType:
    return calendars.session_type(buffer_after=30)


def test_it_holds_a_time_for_a_quarter_of_an_hour(portrait: SessionType) -> None:
    held = hold(portrait, TEN)
    held.refresh_from_db()
    assert (held.state, held.occupies) == ("held", True)
    assert held.held_until == NOW + timedelta(minutes=15)
    assert held.during.upper == TEN + timedelta(minutes=90)
    assert held.entries.get().verb == "held"


def test_it_tells_the_second_one_what_else_is_free(portrait: SessionType) -> None:
    hold(portrait, TEN)
    with pytest.raises(TimeTaken) as refused:
        hold(portrait, TEN)
    # The buffer after ten o'clock takes eleven, too.
    assert utc(MONDAY, 12) in refused.value.free
    assert TEN not in refused.value.free
    assert utc(MONDAY, 11) not in refused.value.free


def test_it_lets_the_database_decide_where_nobody_looked(
    portrait: SessionType, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(portrait, TEN)
    monkeypatch.setattr(holding.taking, "is_free", lambda *_a, **_k: True)
    with pytest.raises(TimeTaken):
        hold(portrait, TEN + timedelta(minutes=30))
    assert Booking.objects.count() == 1


def test_it_frees_a_time_when_the_hold_is_over(portrait: SessionType) -> None:
    first = hold(portrait, TEN)
    later = NOW + timedelta(minutes=15)
    second = hold(portrait, TEN, at=later)
    first.refresh_from_db()
    assert (first.state, first.occupies) == ("lapsed", False)
    assert second.state == "held"


def test_it_gives_the_same_visitor_the_same_hold_again(portrait: SessionType) -> None:
    somebody = calendars.visitor()
    first = hold(portrait, TEN, visitor=somebody)
    assert hold(portrait, TEN, visitor=somebody, at=NOW + timedelta(minutes=5)) == first


def test_it_lets_one_visitor_hold_two_times_at_most(portrait: SessionType) -> None:
    somebody = calendars.visitor()
    for hour in (9, 11):
        hold(portrait, utc(MONDAY, hour), visitor=somebody)
    with pytest.raises(TooManyHeld):
        hold(portrait, utc(MONDAY, 14), visitor=somebody)


def test_it_counts_what_one_network_address_holds() -> None:
    mini = calendars.mini(slots=8)
    slots = list(mini.slots.all())
    for slot in slots[:6]:
        hold(mini, slot, address="192.0.2.7")
    with pytest.raises(TooManyHeld):
        hold(mini, slots[6], address="192.0.2.7")
    assert hold(mini, slots[6], address="192.0.2.8").state == "held"


def test_it_adds_package_slot_and_add_ons_up(portrait: SessionType) -> None:
    portrait.fee_mode, portrait.retainer = "retainer", 33
    portrait.save(update_fields=["fee_mode", "retainer"])
    chosen = calendars.package(portrait, minutes=90, included=5)
    outfit = AddOn.objects.create(
        session_type=portrait, title="Outfit", price=1500, most=2, minutes=15
    )
    held = hold(portrait, TEN, package=chosen, add_ons=[(outfit, 2)])
    assert held.ends_at - held.starts_at == timedelta(minutes=120)
    assert (held.fee, held.retainer) == (20000, 7590)
    assert held.balance_due_on == MONDAY - timedelta(days=14)
    assert held.add_ons.get().quantity == 2


def test_it_keeps_the_terms_of_a_package_without_own_ones(portrait: SessionType) -> None:
    portrait.mode, portrait.included = "soft_proofing", 7
    portrait.save(update_fields=["mode", "included"])
    held = hold(portrait, TEN, package=calendars.package(portrait, included=3))
    assert (held.terms["mode"], held.terms["included"]) == ("soft_proofing", 7)


@pytest.mark.parametrize("field", ["published_at", "paused_at", "archived_at"])
def test_it_refuses_what_is_not_open(portrait: SessionType, field: str) -> None:
    setattr(portrait, field, None if field == "published_at" else NOW)
    with pytest.raises(NotOffered):
        hold(portrait, TEN)


def test_it_asks_for_a_package_where_there_are_some(portrait: SessionType) -> None:
    calendars.package(portrait)
    with pytest.raises(NotOffered):
        hold(portrait, TEN)


def test_it_refuses_a_time_that_is_not_offered(portrait: SessionType) -> None:
    with pytest.raises(TimeTaken):
        hold(portrait, TEN + timedelta(minutes=1))


def test_it_lets_the_team_book_outside_of_hours_but_not_twice(portrait: SessionType) -> None:
    late = utc(MONDAY, 22)
    assert hold(portrait, late, by_team=True).starts_at == late
    with pytest.raises(TimeTaken):
        hold(portrait, late + timedelta(minutes=45), by_team=True)


def test_it_keeps_sessions_off_the_slots_of_minis(portrait: SessionType) -> None:
    mini = calendars.mini(calendar=portrait.calendar)
    mini.published_at = None
    mini.save(update_fields=["published_at"])
    with pytest.raises(TimeTaken):
        hold(portrait, TEN)
    free = scheduling.free_times(
        session_type=portrait, package=None, day_from=MONDAY, day_to=MONDAY, at=NOW
    )
    assert free == [utc(MONDAY, hour) for hour in (11, 12, 13, 14, 15, 16)]
