"""The history of a booking."""

from __future__ import annotations

from datetime import datetime

from modules.bookings.models import Booking, BookingEntry
from safelight.accounts.models import Person


def record(
    booking: Booking, verb: str, *, at: datetime, by: Person | None = None,
    by_client: bool = False, **details: object,
) -> BookingEntry:  # fmt: skip
    """Write down who did what; inside the transaction that does it."""
    made: BookingEntry = BookingEntry.objects.create(
        booking=booking, verb=verb, details=details, by=by, by_client=by_client, at=at
    )
    return made


def was(booking: Booking, verb: str) -> BookingEntry | None:
    """The first time that it happened."""
    return booking.entries.filter(verb=verb).first()
