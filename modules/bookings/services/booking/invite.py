"""A booking as a calendar entry of its client (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime

from modules.bookings.models import Booking, BookingState
from tenants.context import current_studio

MEDIA_TYPE = "text/calendar"


def ics(booking: Booking, *, at: datetime) -> bytes:
    """One VEVENT whose UID stays; SEQUENCE grows with each change, so that calendars follow."""
    is_off = booking.state in (BookingState.CANCELLED, BookingState.LAPSED)
    rows = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Safelight//Bookings//EN",
        "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:{booking.public_id}@{current_studio().primary_host()}",
        f"SEQUENCE:{booking.revision}", f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(booking.starts_at)}", f"DTEND:{_utc(booking.ends_at)}",
        f"SUMMARY:{_text(booking.title)}",
        *([f"LOCATION:{_text(booking.place)}"] if booking.place else []),
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(row)}\r\n" for row in rows).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Escaped as section 3.3.11 says."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(sign, written)
    return value.replace("\r", "")


def _folded(row: str) -> str:
    """Lines of at most 75 octets, never cut within a letter (section 3.1)."""
    lines, now, size = [], "", 0
    for sign in row:
        octets = len(sign.encode())
        if size + octets > 75:
            lines.append(now)
            now, size = " ", 1
        now, size = now + sign, size + octets
    return "\r\n".join([*lines, now])
