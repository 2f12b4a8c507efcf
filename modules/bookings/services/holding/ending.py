"""Giving a place back, and how a session ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.bookings.models import Booking, BookingState
from modules.bookings.services.booking import trail
from modules.bookings.services.holding import locking
from safelight import jobs
from safelight.accounts.models import Person

# The job that offers freed places to whoever waits (``modules.bookings.calendar_tasks``).
OFFER = "bookings.offer_places"


def release(*, booking: Booking, at: datetime) -> Booking:
    """The client lets a held place go before its time is over. Raises ``BookingCannot``."""
    # A hold and its place end together, and whoever waits is offered it.
    with transaction.atomic():
        row = locking.lock_booking(booking.pk)
        _lapse(row, at)
        offer_later(row)
    return row


def release_expired(*, at: datetime, calendar_id: int | None = None) -> int:
    """End holds whose time is over; returns how many. One that is being confirmed is left alone."""
    rows = Booking.objects.filter(state=BookingState.HELD, held_until__lte=at)
    if calendar_id is not None:
        rows = rows.filter(calendar_id=calendar_id)
    # The rows are locked until they are written.
    with transaction.atomic():
        found = list(
            rows.select_for_update(of=("self",), skip_locked=True)
            .select_related("session_type")
            .order_by("pk")
        )
        for row in found:
            _lapse(row, at)
        # In one order, so that two who end holds at once never wait for each other.
        minis = {row.session_type_id for row in found if row.slot_id is not None}
        for mini in sorted(minis):
            jobs.enqueue(OFFER, key=str(mini), session_type_id=mini)
    return len(found)


def cancel(
    *, booking: Booking, by: Person | None, reason: str, at: datetime, by_client: bool = False
) -> Booking:
    """It does not take place; its place is free. Raises ``BookingCannot``."""
    # The place is free and offered to whoever waits in one.
    with transaction.atomic():
        row = locking.lock_booking(booking.pk)
        row.move_to(BookingState.CANCELLED)
        row.ended_at, row.reason, row.held_until, row.origin = at, reason, None, ""
        row.revision += 1
        row.save(
            update_fields=[
                "state", "occupies", "ended_at", "reason", "held_until", "origin", "revision",
            ]
        )  # fmt: skip
        trail.record(row, "cancelled", at=at, by=by, by_client=by_client, reason=reason)
        offer_later(row)
    return row


def mark(*, booking: Booking, state: BookingState, by: Person | None, at: datetime) -> Booking:
    """How it went: done, no-show, or booked again where that was said too soon.

    Raises ``BookingCannot``.
    """
    # The state and who said so appear together.
    with transaction.atomic():
        row = locking.lock_booking(booking.pk)
        row.move_to(state)
        row.ended_at = None if state == BookingState.BOOKED else at
        row.save(update_fields=["state", "occupies", "ended_at"])
        trail.record(row, str(state), at=at, by=by)
    return row


def offer_later(booking: Booking) -> None:
    """Have a freed place of a mini offered to whoever waits, after the commit."""
    if booking.slot_id is not None:
        mini = booking.session_type_id
        jobs.enqueue(OFFER, key=str(mini), session_type_id=mini)


def _lapse(row: Booking, at: datetime) -> None:
    row.move_to(BookingState.LAPSED)
    row.ended_at, row.origin = at, ""
    row.save(update_fields=["state", "occupies", "ended_at", "origin"])
    trail.record(row, "lapsed", at=at)
