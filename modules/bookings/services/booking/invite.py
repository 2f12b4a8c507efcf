"""A booking as a calendar entry of its client (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from modules.bookings.models import Booking, BookingState
from tenants.context import current_studio

MEDIA_TYPE = "text/calendar"
_STATUS = {
    BookingState.CANCELLED: "CANCELLED",
    BookingState.LAPSED: "CANCELLED",
    BookingState.ASKED: "TENTATIVE",
}


def ics(booking: Booking, *, at: datetime) -> bytes:
    """A file with this booking alone."""
    return calendar(event(booking, title=booking.title, at=at))


def calendar(rows: Iterable[str]) -> bytes:
    """A file of these rows."""
    begin = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Safelight//Bookings//EN",
        "METHOD:PUBLISH",
    ]
    every = [*begin, *rows, "END:VCALENDAR"]
    return "".join(f"{_folded(row)}\r\n" for row in every).encode()


def event(booking: Booking, *, title: str, at: datetime) -> list[str]:
    """The rows of one VEVENT. Its UID stays; SEQUENCE grows with each change."""
    return [
        "BEGIN:VEVENT",
        f"UID:{booking.public_id}@{current_studio().primary_host()}",
        f"SEQUENCE:{booking.revision}", f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(booking.starts_at)}", f"DTEND:{_utc(booking.ends_at)}",
        f"SUMMARY:{escaped(title)}",
        *([f"LOCATION:{escaped(booking.place)}"] if booking.place else []),
        f"STATUS:{_STATUS.get(BookingState(booking.state), 'CONFIRMED')}",
        "END:VEVENT",
    ]  # fmt: skip


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(value: str) -> str:
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
