"""One change at a time for all places of a mini session, and for all times of a calendar.

Locks are taken in this order: calendar, session type, booking. The rows are locked without their
keys, so that rows which only point at them need not wait.
"""

from __future__ import annotations

from modules.bookings.models import Booking, Calendar, SessionType
from safelight.jobs import switches


def lock_places(session_type: SessionType) -> None:
    """Until the transaction ends, nobody else takes or frees a place of it."""
    if switches.is_off("locks"):
        return
    if session_type.is_mini:
        SessionType.objects.select_for_update(no_key=True).only("pk").get(pk=session_type.pk)
    else:
        lock_calendar(session_type.calendar_id)


def lock_calendar(calendar_id: int) -> None:
    if not switches.is_off("locks"):
        Calendar.objects.select_for_update(no_key=True).only("pk").get(pk=calendar_id)


def lock_booking(booking_id: int) -> Booking:
    """The booking as it is now, with its session type and slot."""
    rows = Booking.objects.select_related("session_type__calendar", "slot")
    if not switches.is_off("locks"):
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=booking_id)
