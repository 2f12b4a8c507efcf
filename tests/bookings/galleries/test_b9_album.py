"""B9: the album of a mini session's day."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.bookings.models import Booking, SessionType
from modules.bookings.services import holding
from modules.bookings.services.galleries import album, creating
from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.bookings import calendars
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour
from tests.gallery.factories import make_photo
from tests.support import world

pytestmark = pytest.mark.usefixtures("inside_acme")
CLIENTS = ("carla", "dora", "emil")


@pytest.fixture
def mini(inside_acme: Studio) -> SessionType:
    """Three clients, one after the other."""
    made = calendars.mini(slots=3, date=free_hour().date())
    shift = free_hour() - made.slots.all()[0].starts_at
    for slot, name in zip(made.slots.all(), CLIENTS, strict=True):
        slot.starts_at, slot.ends_at = slot.starts_at + shift, slot.ends_at + shift
        slot.save()
        making.booked(made, None, slot, name=name.title(), email=f"{name}@example.org")
    return made


def _with_galleries(mini: SessionType, by: Person, *, photos: int) -> list[Booking]:
    """All have galleries, and the first ones have a photo."""
    bookings = [leaf.booking for leaf in album.leaves(mini)]
    assert creating.create_all(bookings=bookings, by=by, at=timezone.now()) == 3
    for booking in bookings[:photos]:
        assert booking.gallery is not None
        make_photo(in_gallery=booking.gallery)
    return bookings


def test_it_makes_all_galleries_of_a_day_at_once(mini: SessionType, alice: Person) -> None:
    _with_galleries(mini, alice, photos=0)
    again = [leaf.booking for leaf in album.leaves(mini)]
    assert creating.create_all(bookings=again, by=alice, at=timezone.now()) == 0
    assert [leaf.is_delivered for leaf in album.leaves(mini)] == [False] * 3


def test_it_sends_each_client_only_their_own_link_once(mini: SessionType, alice: Person) -> None:
    bookings = _with_galleries(mini, alice, photos=3)
    assert album.mails(album.leaves(mini)) == 3
    assert album.publish_all(session_type=mini, by=alice, at=timezone.now()) == 3
    assert album.publish_all(session_type=mini, by=alice, at=timezone.now()) == 0
    for booking in bookings:
        mail = OutgoingMessage.objects.get(template="gallery_sent", to_email=booking.email)
        links = [each.gallery.public_id in mail.text_body for each in bookings if each.gallery]
        assert links.count(True) == 1
        assert links[bookings.index(booking)]


def test_it_leaves_empty_galleries_as_drafts(mini: SessionType, alice: Person) -> None:
    _with_galleries(mini, alice, photos=2)
    assert album.publish_all(session_type=mini, by=alice, at=timezone.now()) == 2
    delivered = [leaf.is_delivered for leaf in album.leaves(mini)]
    assert delivered == [True, True, False]


def test_it_says_how_many_mails_go_out(
    mini: SessionType, alice: Person, inside_acme: Studio
) -> None:
    _with_galleries(mini, alice, photos=2)
    browser = world.browser(inside_acme, alice)
    page = browser.get(f"/studio/bookings/albums/{mini.public_id}/").content.decode()
    assert "sends 2 mails" in page
    assert "0 of 3 delivered" in page
    assert "0 of 3 delivered" in browser.get("/studio/bookings/albums/").content.decode()


def test_it_takes_no_part_of_somebody_who_cancelled(mini: SessionType, alice: Person) -> None:
    first = album.leaves(mini)[0].booking
    holding.cancel(booking=first, by=alice, reason="", at=timezone.now())
    assert len(album.leaves(mini)) == 2
