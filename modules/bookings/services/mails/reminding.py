"""Mails that the clock asks for: reminders of sessions, balances that are due and overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings.models import Booking, BookingCharge, BookingState, SessionType
from modules.bookings.services import clock
from modules.bookings.services.fees import charging
from modules.bookings.services.mails import posting
from modules.bookings.services.mails.posting import Button
from modules.commerce import facade as commerce

# Days before the balance is due at which it is asked for, and after which it is asked again.
EARLIER, LATER = timedelta(days=7), timedelta(days=3)
LONGEST = timedelta(days=31)
# What was abandoned unpaid is asked for no more; its payment may still be under way for so long.
PATIENCE = timedelta(hours=2)


def remind_of_sessions(*, at: datetime) -> None:
    """Each reminder once for each time that a booking has; none that was due before it existed."""
    for booking in _booked().filter(starts_at__gt=at, starts_at__lt=at + LONGEST):
        hours = [each for each in booking.session_type.reminders if isinstance(each, int)]
        due = [
            each
            for each in hours
            if _since(booking) < booking.starts_at - timedelta(hours=each) <= at
        ]
        if due:
            # Of several that are late together, the last one says it all.
            with transaction.atomic():
                once = f"{booking.revision}:{min(due)}"
                posting.to_client(booking, "reminder", at=at, once=once)


def ask_for_balances(*, at: datetime) -> None:
    """Some days before it is due, on the day, and when it is overdue."""
    today = clock.today(at)
    for booking in _booked().filter(
        fee_mode=SessionType.Fee.RETAINER, balance_due_on__lte=today + EARLIER
    ):
        with transaction.atomic():  # The order and the mail that asks for it.
            charge = _balance(booking, at)
            if charge is not None:
                _ask(booking, charge, at)


def drop_abandoned(*, at: datetime) -> int:
    """End orders of bookings that were given up unpaid; returns how many."""
    rows = BookingCharge.objects.filter(
        void_at=None, booking__state=BookingState.LAPSED, booking__ended_at__lt=at - PATIENCE
    ).select_related("order", "booking")
    dropped = 0
    for each in rows:
        if not commerce.paid([each.order_id])[each.order_id]:
            with transaction.atomic():  # The charge and its order.
                charging.drop(each, reason=_("The booking was given up."), by=None, at=at)
            dropped += 1
    return dropped


def _since(booking: Booking) -> datetime:
    return booking.booked_at or booking.created_at


def _booked() -> QuerySet[Booking]:
    rows = Booking.objects.filter(state=BookingState.BOOKED)
    return rows.select_related("session_type", "visitor").order_by("pk")


def _balance(booking: Booking, at: datetime) -> BookingCharge | None:
    """Its order that is not paid; made now where there is none."""
    asked = charging.ask_balance(booking, at=at)
    charges: Iterator[BookingCharge] = iter(charging.counting(booking))
    found = asked or next((each for each in charges if each.what == "balance"), None)
    if found is None or commerce.paid([found.order_id])[found.order_id]:
        return None
    return found


def _ask(booking: Booking, charge: BookingCharge, at: datetime) -> None:
    due = booking.balance_due_on
    if due is None:
        return
    today = clock.today(at)
    kind, once = "balance", f"first:{charge.order_id}"
    if today >= due + LATER:
        kind, once = "overdue", str(charge.order_id)
    elif today >= due:
        once = f"today:{charge.order_id}"
    path = commerce.pay_address(charge.order, mailed=True)
    posting.to_client(
        booking, kind, at=at, once=once, button=Button(text=gettext_lazy("Pay now"), path=path)
    )
