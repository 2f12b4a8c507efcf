"""Moving and cancelling: the client within the studio's time, the team at any."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from modules.bookings.models import Booking
from modules.bookings.services import holding
from modules.bookings.services.booking import changing, deciding, finishing, invite, offering
from modules.bookings.services.booking.details import Details
from modules.bookings.services.booking.offering import Wanted
from modules.bookings.services.mails import reminding
from safelight.accounts.models import Person
from safelight.jobs import testing as jobs
from safelight.outbox.models import OutgoingMessage
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour

pytestmark = pytest.mark.usefixtures("inside_acme")
WHO = Details(name="Carla Client", email="carla@example.org")


def _mails(kind: str) -> int:
    return OutgoingMessage.objects.filter(key__startswith=f"bookings.{kind}:").count()


@pytest.fixture
def booking(inside_acme: object) -> Booking:
    portrait, package = making.offered(reminders=[48, 24])
    return making.booked(portrait, package, free_hour())


def test_it_moves_for_its_client_and_tells_both(booking: Booking) -> None:
    to = booking.starts_at + timedelta(hours=2)
    moved = changing.move_by_client(booking=booking, to=to, at=timezone.now())
    jobs.drain()
    assert (moved.starts_at, moved.revision) == (to, 1)
    assert (_mails("moved"), _mails("team.moved")) == (1, 1)
    assert b"SEQUENCE:1" in invite.ics(moved, at=timezone.now())


def test_it_refuses_its_client_when_it_is_too_late(booking: Booking) -> None:
    late = booking.starts_at - timedelta(hours=47)
    with pytest.raises(changing.TooLateToChange):
        changing.cancel_by_client(booking=booking, reason="", at=late)
    booking.session_type.change_until = None
    assert "write to us" in changing.why_not(booking, at=timezone.now())


def test_it_is_cancelled_by_its_client(booking: Booking) -> None:
    cancelled = changing.cancel_by_client(booking=booking, reason="Ill", at=timezone.now())
    assert (cancelled.state, cancelled.occupies) == ("cancelled", False)
    assert (_mails("cancelled"), _mails("team.cancelled")) == (1, 1)


def test_it_reminds_once_at_each_time_that_was_asked_for(booking: Booking) -> None:
    for hours in (49, 47, 40, 23, 22):
        reminding.remind_of_sessions(at=booking.starts_at - timedelta(hours=hours))
    assert _mails("reminder") == 2


def test_it_says_yes_to_a_wish(alice: Person) -> None:
    portrait, package = making.offered(approve_first=True, fee=10000)
    asked = making.booked(portrait, package, free_hour())
    assert asked.state == "asked"
    assert not asked.charges.exists()
    approved = deciding.approve(booking=asked, by=alice, at=timezone.now())
    jobs.drain()
    assert approved.state == "booked"
    assert (_mails("confirmation"), _mails("payment")) == (1, 1)


def test_it_says_no_to_a_wish(alice: Person) -> None:
    portrait, package = making.offered(approve_first=True)
    asked = making.booked(portrait, package, free_hour())
    deciding.decline(booking=asked, by=alice, reason="On holiday", at=timezone.now())
    assert "On holiday" in OutgoingMessage.objects.get(key__contains="declined").text_body
    # The time is free for somebody else.
    making.held(portrait, package, asked.starts_at)


def test_it_offers_a_time_that_the_client_confirms_by_a_link(alice: Person) -> None:
    portrait, package = making.offered(approve_first=True)
    wanted, at = (
        Wanted(session_type=portrait, package=package, starts_at=free_hour()),
        timezone.now(),
    )
    offer = offering.offer(
        wanted=wanted, details=WHO, by=alice, until=at + timedelta(days=3), at=at
    )
    assert f"/booking/{offer.key}/" in OutgoingMessage.objects.get(key__contains="offer").text_body
    holding.release_expired(at=at + timedelta(days=2))
    offer.refresh_from_db()
    assert offer.state == "held"
    # What the team offered needs no further yes of theirs.
    from_link = finishing.finish(booking=offer, at=at + timedelta(days=2))
    assert from_link.booking.state == "booked"


def test_it_is_booked_by_the_team_at_once(alice: Person) -> None:
    portrait, package = making.offered(fee=10000)
    wanted = Wanted(session_type=portrait, package=package, starts_at=free_hour())
    made = offering.book(wanted=wanted, details=WHO, by=alice, at=timezone.now())
    assert made.state == "booked"
    assert _mails("payment") == 1
