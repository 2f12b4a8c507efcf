"""What bookings answer to hooks."""

from __future__ import annotations

from modules.bookings.models import Booking
from safelight.kernel.hooks import impl


@impl
def merge_visitor(source_id: int, target_id: int) -> None:
    """Take along what was booked before signing in."""
    Booking.objects.filter(visitor_id=source_id).update(visitor_id=target_id)
