"""Waiting for a mini session that is full: in order, one place for one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext

from modules.bookings.models import Booking, SessionType, Slot, Waiting
from modules.bookings.services import holding, waitlist
from modules.bookings.services.holding import TimeTaken, WrongLink, places_for
from modules.bookings.services.waitlist import NobodyWaits, NotFull
from safelight.outbox.models import OutgoingMessage
from tests.bookings import calendars
from tests.bookings.calendars import NOW, hold

pytestmark = pytest.mark.usefixtures("inside_acme")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def mini(inside_acme: object) -> SessionType:
    """Two slots, both booked."""
    made = calendars.mini(slots=2)
    for slot in made.slots.all():
        holding.confirm(booking=hold(made, slot), at=NOW)
    return made


def wait(mini: SessionType, name: str, minute: int = 0) -> Waiting:
    at = NOW + timedelta(minutes=minute)
    return waitlist.join(session_type=mini, name=name, email=f"{name}@example.org", at=at)


def free_one(mini: SessionType) -> Slot:
    booking = mini.bookings.filter(state="booked").first()
    assert booking is not None
    holding.cancel(booking=booking, by=None, reason="", at=NOW)
    assert booking.slot is not None
    return booking.slot


def offer(mini: SessionType) -> list[str]:
    return [each.name for each in waitlist.offer_next(session_type_id=mini.pk, at=LATER)]


def left(mini: SessionType, key: str = "") -> int:
    return sum(each.left for each in places_for(session_type=mini, at=LATER, key=key))


def test_it_takes_names_only_when_it_is_full(mini: SessionType) -> None:
    free_one(mini)
    with pytest.raises(NotFull):
        wait(mini, "ann")


def test_it_gives_somebody_who_waits_the_same_place_again(mini: SessionType) -> None:
    assert wait(mini, "ann") == wait(mini, "ann", 3)
    assert OutgoingMessage.objects.filter(template="booking").count() == 1


def test_it_offers_a_freed_place_to_whoever_came_first(mini: SessionType) -> None:
    first = wait(mini, "ann")
    wait(mini, "ben", 1)
    slot = free_one(mini)
    assert offer(mini) == ["ann"]
    first.refresh_from_db()
    assert (first.offered, first.offered_until) == (slot, LATER + timedelta(hours=12))
    mail = OutgoingMessage.objects.get(key__startswith="bookings.waitlist.offer.")
    assert (mail.to_email, first.key in mail.text_body) == ("ann@example.org", True)


def test_it_writes_in_the_language_in_which_they_came(mini: SessionType) -> None:
    with translation.override("fr"):
        wait(mini, "ann")
    free_one(mini)
    # Whoever's request frees the place.
    with translation.override("pl"):
        assert offer(mini) == ["ann"]
    mails = OutgoingMessage.objects.filter(key__startswith="bookings.waitlist.").order_by("pk")
    with translation.override("fr"):
        buttons = [gettext("See the waitlist"), gettext("Book this time")]
    assert [mail.language for mail in mails] == ["fr", "fr"]
    assert all(button in mail.text_body for mail, button in zip(mails, buttons, strict=True))


def test_it_keeps_a_freed_place_from_everybody_else(mini: SessionType) -> None:
    first = wait(mini, "ann")
    slot = free_one(mini)
    assert left(mini) == 0
    with pytest.raises(TimeTaken):
        hold(mini, slot, at=LATER)
    offer(mini)
    with pytest.raises(TimeTaken):
        hold(mini, slot, at=LATER)
    assert left(mini, first.key) == 1


def test_it_books_by_the_link_of_the_offer(mini: SessionType) -> None:
    first = wait(mini, "ann")
    slot = free_one(mini)
    offer(mini)
    booking = hold(mini, slot, at=LATER, key=first.key)
    holding.confirm(booking=booking, at=LATER)
    first.refresh_from_db()
    assert (first.booking, first.left_at) == (booking, LATER)
    assert Booking.objects.filter(slot=slot, occupies=True).count() == 1


def test_it_asks_the_next_one_when_an_offer_is_over(mini: SessionType) -> None:
    first, second = wait(mini, "ann"), wait(mini, "ben", 1)
    slot = free_one(mini)
    offer(mini)
    over = LATER + timedelta(hours=12)
    assert waitlist.pass_on(at=over) == 1
    waitlist.offer_next(session_type_id=mini.pk, at=over)
    second.refresh_from_db()
    assert second.offered == slot
    with pytest.raises(TimeTaken):
        hold(mini, slot, at=over, key=first.key)


def test_it_lets_somebody_finish_who_is_booking_when_the_offer_ends(mini: SessionType) -> None:
    first = wait(mini, "ann")
    slot = free_one(mini)
    offer(mini)
    late = LATER + timedelta(hours=11, minutes=50)
    hold(mini, slot, at=late, key=first.key)
    assert waitlist.pass_on(at=LATER + timedelta(hours=12)) == 0
    ended = late + timedelta(minutes=15)
    holding.release_expired(at=ended)
    assert waitlist.pass_on(at=ended) == 1


def test_it_keeps_the_offer_when_its_hold_lapses(mini: SessionType) -> None:
    first = wait(mini, "ann")
    slot = free_one(mini)
    offer(mini)
    hold(mini, slot, at=LATER, key=first.key)
    again = LATER + timedelta(minutes=20)
    with pytest.raises(TimeTaken):
        hold(mini, slot, at=again)
    assert hold(mini, slot, at=again, key=first.key).state == "held"


def test_it_leaves_offering_to_the_studio_where_they_say_so(mini: SessionType) -> None:
    mini.waitlist_by_itself = False
    mini.save(update_fields=["waitlist_by_itself"])
    wait(mini, "ann")
    second = wait(mini, "ben", 1)
    slot = free_one(mini)
    assert offer(mini) == []
    assert waitlist.offer(waiting=second, slot=slot, at=LATER).offered == slot
    with pytest.raises(NobodyWaits):
        waitlist.offer(waiting=second, slot=slot, at=LATER)


def test_it_opens_whatever_slot_the_studio_offers_by_hand(mini: SessionType) -> None:
    """Reserved, and too soon for everybody else."""
    first = wait(mini, "ann")
    slot = free_one(mini)
    Slot.objects.filter(pk=slot.pk).update(kind="reserved")
    SessionType.objects.update(notice=24 * 30)
    mini.refresh_from_db()
    slot.refresh_from_db()
    assert offer(mini) == []
    waitlist.offer(waiting=first, slot=slot, at=LATER)
    assert left(mini, first.key) == 1
    assert hold(mini, slot, at=LATER, key=first.key).state == "held"


def test_it_frees_what_was_kept_when_somebody_leaves(mini: SessionType) -> None:
    first = wait(mini, "ann")
    free_one(mini)
    offer(mini)
    waitlist.leave(waiting=first, at=LATER)
    assert left(mini) == 1


def test_it_opens_a_reserved_slot_by_its_own_link_only(mini: SessionType) -> None:
    slot = Slot.objects.create(
        session_type=mini, kind="reserved", reduction=500,
        starts_at=NOW + timedelta(days=7, hours=4), ends_at=NOW + timedelta(days=7, hours=5),
    )  # fmt: skip
    fee = calendars.package(mini, fee=2000)
    with pytest.raises(WrongLink):
        hold(mini, slot, package=fee)
    assert slot not in [each.slot for each in places_for(session_type=mini, at=NOW)]
    booking = hold(mini, slot, package=fee, key=slot.key)
    assert booking.fee == 1500
