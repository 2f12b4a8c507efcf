"""A calendar of the studio as a file that other programs subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from modules.bookings.models import Booking, BookingState, Calendar
from modules.bookings.services.booking import invite
from safelight.kernel import public_id

PAST = timedelta(days=60)
_SHOWN = (
    BookingState.ASKED, BookingState.BOOKED, BookingState.DONE, BookingState.NO_SHOW,
    BookingState.CANCELLED,
)  # fmt: skip


def calendar_file(*, calendar: Calendar, at: datetime) -> bytes:
    """All bookings of it from two months ago on; cancelled ones as such, so that they vanish.

    Whoever has the address sees what and when, and the client's name; nothing else of them.
    """
    rows = calendar.bookings.filter(state__in=_SHOWN, ends_at__gt=at - PAST).order_by("pk")
    events = (row for booking in rows for row in _event(booking, at))
    return invite.calendar([f"X-WR-CALNAME:{invite.escaped(calendar.name)}", *events])


def renew_address(*, calendar: Calendar) -> Calendar:
    """Another secret address; whoever has the old one reads nothing any more."""
    calendar.feed_key = public_id.new()
    calendar.save(update_fields=["feed_key"])
    return calendar


def _event(booking: Booking, at: datetime) -> Iterator[str]:
    title = f"{booking.title}: {booking.name}" if booking.name else booking.title
    return iter(invite.event(booking, title=title, at=at))
