"""Session types: published when they can be booked, copied whole, changed without a booking."""

from __future__ import annotations

from datetime import date

import pytest

from modules.bookings.models import AddOn, Calendar, Question, SessionType
from modules.bookings.services.types import keeping
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, hold, utc

pytestmark = pytest.mark.usefixtures("inside_acme")


def test_it_publishes_no_mini_without_slots() -> None:
    mini = calendars.mini(slots=0)
    with pytest.raises(keeping.NotReady):
        keeping.publish(session_type=mini, at=NOW)


def test_it_publishes_no_session_type_without_hours() -> None:
    portrait = calendars.session_type(Calendar.objects.create(name="Never"))
    with pytest.raises(keeping.NotReady):
        keeping.publish(session_type=portrait, at=NOW)


def test_it_pauses_and_takes_bookings_again() -> None:
    portrait = calendars.session_type()
    keeping.pause(session_type=portrait, at=NOW)
    assert not portrait.is_open
    keeping.resume(session_type=portrait)
    assert portrait.is_open
    keeping.archive(session_type=portrait, at=NOW)
    keeping.restore(session_type=portrait)
    assert not portrait.is_open


def test_it_copies_with_packages_add_ons_and_questions() -> None:
    mini = calendars.mini(included=5, fee_mode="retainer")
    calendars.package(mini, fee=9900)
    calendars.package(mini, withdrawn_at=NOW)
    AddOn.objects.create(session_type=mini, title="Print", price=1500)
    asked = [{"text": "How many children?", "required": True}]
    keeping.ask(session_type=mini, when="before", title="About you", questions=asked)
    made = keeping.copy(session_type=mini, title="Spring", day=date(2027, 4, 3))
    assert (made.slug, made.included, made.published_at) == ("spring", 5, None)
    assert (made.date, made.slots.count()) == (date(2027, 4, 3), 0)
    assert [each.fee for each in made.packages.all()] == [9900]
    assert made.add_ons.get().price == 1500
    assert Question.objects.filter(questionnaire__session_type=made).get().required


def test_it_gives_each_an_address_of_its_own() -> None:
    calendar = calendars.calendar()
    made = [
        keeping.keep(row=SessionType(title="Família & friends", calendar=calendar), fields=())
        for _each in range(3)
    ]
    assert [each.slug for each in made] == ["familia-friends", "familia-friends-2",
                                            "familia-friends-3"]  # fmt: skip


def test_it_leaves_bookings_as_they_were_booked() -> None:
    portrait = calendars.session_type()
    package = calendars.package(portrait, fee=20000)
    booking = hold(portrait, utc(MONDAY, 9), package=package)
    package.fee, portrait.title, portrait.included = 1, "Other", 1
    keeping.keep(row=package, fields=("fee",))
    keeping.keep(row=portrait, fields=("title", "included"))
    booking.refresh_from_db()
    assert (booking.fee, booking.terms["included"]) == (20000, None)
    assert booking.title != "Other"


def test_it_keeps_a_withdrawn_package_on_its_bookings() -> None:
    portrait = calendars.session_type()
    package = calendars.package(portrait)
    booking = hold(portrait, utc(MONDAY, 9), package=package)
    keeping.withdraw(part=package, at=NOW)
    booking.refresh_from_db()
    assert booking.package == package
