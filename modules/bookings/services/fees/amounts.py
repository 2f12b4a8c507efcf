"""The sums of a booking, in minor units of its currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from modules.bookings.models import Booking, SessionType
from modules.bookings.services import clock

Fee = SessionType.Fee


@dataclass(frozen=True, kw_only=True)
class Sums:
    """``now`` is asked for when booking, ``later`` as the balance; both 0 where paid outside."""

    total: int
    now: int
    later: int

    @property
    def outside(self) -> int:
        return self.total - self.now - self.later


def of(booking: Booking) -> Sums:
    """Asks for the booking's add-ons.

    Nothing is later where the balance would have been due already when the time was chosen.
    """
    total = booking.fee + sum(each.price * each.quantity for each in booking.add_ons.all())
    if booking.fee_mode == Fee.OUTSIDE:
        return Sums(total=total, now=0, later=0)
    if booking.fee_mode == Fee.WHOLE:
        return Sums(total=total, now=total, later=0)
    if _is_due(booking, clock.today(booking.created_at)):
        return Sums(total=total, now=total, later=0)
    now = min(booking.retainer, total)
    return Sums(total=total, now=now, later=total - now)


def asked_at_once(booking: Booking, *, today: date) -> int:
    """What is paid when booking on this day: all of it where the balance would be due already."""
    sums = of(booking)
    return sums.now + sums.later if _is_due(booking, today) else sums.now


def _is_due(booking: Booking, today: date) -> bool:
    return booking.balance_due_on is not None and booking.balance_due_on <= today
