"""From a held place to a booking that stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.bookings.models import Booking, BookingState, Waiting
from modules.bookings.services import scheduling
from modules.bookings.services.booking import trail
from modules.bookings.services.holding import locking, places, taking
from modules.bookings.services.holding.places import TimeTaken
from safelight.accounts.models import Person

_SAVED = [
    "state", "occupies", "booked_at", "ended_at", "held_until", "origin", "place_number",
]  # fmt: skip


def confirm(*, booking: Booking, at: datetime, by: Person | None = None) -> Booking:
    """It stands. Heard twice, it stands all the same.

    One whose hold ended takes its place again if that is still free, else raises ``TimeTaken`` and
    stays given up: it was paid too late, and the studio decides. Raises ``BookingCannot``.
    """
    # Place, state and the end of waiting appear together; the refusal's free times are read after.
    with taking.decided_by_database(booking, at), transaction.atomic():
        locking.lock_places(booking.session_type)
        row = locking.lock_booking(booking.pk)
        if row.state == BookingState.BOOKED:
            return row
        if row.state == BookingState.LAPSED:
            _take_again(row, at)
        row.move_to(BookingState.BOOKED)
        row.booked_at, row.ended_at, row.held_until, row.origin = at, None, None, ""
        row.save(update_fields=_SAVED)
        Waiting.objects.filter(booking=row, left_at=None).update(left_at=at)
        trail.record(row, "booked", at=at, by=by)
    return row


def approve_later(*, booking: Booking, at: datetime) -> Booking:
    """The client has done their part; the place is kept until the studio says yes or no.

    As ``confirm``, with the same refusals.
    """
    with taking.decided_by_database(booking, at), transaction.atomic():
        locking.lock_places(booking.session_type)
        row = locking.lock_booking(booking.pk)
        if row.state in (BookingState.ASKED, BookingState.BOOKED):
            return row
        row.move_to(BookingState.ASKED)
        row.held_until, row.origin = None, ""
        row.save(update_fields=_SAVED)
        Waiting.objects.filter(booking=row, left_at=None).update(left_at=at)
        trail.record(row, "asked", at=at, by_client=True)
    return row


def _take_again(row: Booking, at: datetime) -> None:
    if row.session_type.is_mini and row.slot is None:
        # The slot was taken out meanwhile.
        raise TimeTaken
    if row.slot is not None:
        row.place_number = places.free_number(slot=row.slot, at=at)
        if row.place_number is None:
            raise TimeTaken
        return
    span = scheduling.takes(row.session_type, row.starts_at, row.ends_at)
    if scheduling.collides(calendar=row.calendar, span=span, at=at, apart_from=row):
        raise TimeTaken
