"""Where a session type is booked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from modules.bookings.models import SessionType


def book_path(session_type: SessionType, key: str = "") -> str:
    """Its page on the studio's site; ``key`` is the secret of a reserved slot or of a waiter."""
    path = reverse("bookings_site:type", args=[session_type.slug])
    return f"{path}?{urlencode({'key': key})}" if key else path
