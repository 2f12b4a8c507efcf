"""What orders say: a charge is paid, given back, or ended."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from modules.bookings.models import Booking, BookingCannot, BookingCharge, BookingState
from modules.bookings.services import holding
from modules.bookings.services.booking import telling, trail

What = BookingCharge.What
WAITING = (BookingState.HELD, BookingState.LAPSED)


def paid(*, order_id: int, at: datetime) -> None:
    """The money is in: what was held for it stands now, if its time is still free."""
    charge = _charge(order_id)
    if charge is None:
        return
    booking = charge.booking
    if _is_new(charge, "paid", at) and booking.state in WAITING and charge.what != What.BALANCE:
        _stand(booking, at)


def refunded(*, order_id: int, refund_id: int, at: datetime) -> None:
    charge = _charge(order_id)
    if charge is not None:
        _is_new(charge, "refunded", at, refund=refund_id)


def cancelled(*, order_id: int, at: datetime) -> None:
    """The order ended; the charge counts no more, so that another can be made."""
    charge = _charge(order_id)
    if charge is None or charge.void_at is not None:
        return
    # That it counts no more, and why.
    with transaction.atomic():
        charge.void_at = at
        charge.save(update_fields=["void_at"])
        _is_new(charge, "charge_cancelled", at)


def _stand(booking: Booking, at: datetime) -> None:
    try:
        # The booking and its mails appear together.
        with transaction.atomic():
            booked = holding.confirm(booking=booking, at=at)
            telling.booked(booked, at=at)
    except holding.TimeTaken:
        # The order stays, shown with a booking that is over; the studio is told.
        with transaction.atomic(), suppress(BookingCannot):
            trail.record(booking, "paid_too_late", at=at)
            telling.paid_too_late(booking)


def _charge(order_id: int) -> BookingCharge | None:
    rows = BookingCharge.objects.select_related("booking__session_type__calendar", "order")
    found: BookingCharge | None = rows.filter(order_id=order_id).first()
    return found


def _is_new(charge: BookingCharge, verb: str, at: datetime, *, refund: int = 0) -> bool:
    """Write it down once; news may come twice."""
    told: dict[str, Any] = {"what": charge.what, "order": charge.order.number}
    told |= {"refund": refund} if refund else {}
    # Between the look and the entry nobody else writes the same.
    with transaction.atomic():
        booking = Booking.objects.select_for_update(no_key=True).get(pk=charge.booking_id)
        if booking.entries.filter(verb=verb, details=told).exists():
            return False
        trail.record(booking, verb, at=at, **told)
    return True
