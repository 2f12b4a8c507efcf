"""Moving and cancelling, by the client within the studio's time, and by the team."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.bookings.models import Booking, BookingState, Slot
from modules.bookings.services import holding
from modules.bookings.services.booking import telling
from modules.bookings.services.fees import charging
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

STANDING = (BookingState.ASKED, BookingState.BOOKED)


class TooLateToChange(Refusal):
    """Clients ask the studio now."""

    code = "too_late_to_change"


def why_not(booking: Booking, *, at: datetime) -> str:
    """Why the client cannot move or cancel it themselves now; empty where they can."""
    hours = booking.session_type.change_until
    if booking.state not in STANDING:
        return _("This booking cannot be changed any more.")
    if booking.starts_at <= at:
        return _("The session has begun.")
    if hours is None:
        return _("To move or cancel it, please write to us.")
    if booking.starts_at - timedelta(hours=hours) <= at:
        said = ngettext(
            "Less than %(hours)d hour before it begins it cannot be moved or cancelled here. "
            "Please write to us.",
            "Less than %(hours)d hours before it begins it cannot be moved or cancelled here. "
            "Please write to us.",
            hours,
        )
        return said % {"hours": hours}
    return ""


def move_by_client(*, booking: Booking, to: datetime | Slot, at: datetime) -> Booking:
    """Raises ``TooLateToChange`` and what ``holding.move`` does."""
    _check(booking, at)
    # The new time and the mails about it.
    with transaction.atomic():
        moved = holding.move(booking=booking, to=to, at=at, by_client=True)
        telling.moved(moved, at=at, by_client=True)
    return moved


def cancel_by_client(*, booking: Booking, reason: str, at: datetime) -> Booking:
    """Raises ``TooLateToChange``."""
    _check(booking, at)
    return _cancel(booking, reason=reason, by=None, at=at)


def move_by_team(*, booking: Booking, to: datetime | Slot, by: Person, at: datetime) -> Booking:
    with transaction.atomic():  # As above.
        moved = holding.move(booking=booking, to=to, at=at, by=by)
        if moved.state == BookingState.BOOKED:
            telling.moved(moved, at=at, by_client=False)
    return moved


def cancel_by_team(*, booking: Booking, reason: str, by: Person, at: datetime) -> Booking:
    return _cancel(booking, reason=reason, by=by, at=at)


def _cancel(booking: Booking, *, reason: str, by: Person | None, at: datetime) -> Booking:
    # The place, the mails, and that nobody is asked to pay any more.
    with transaction.atomic():
        cancelled = holding.cancel(
            booking=booking, by=by, reason=reason.strip(), at=at, by_client=by is None
        )
        for charge in charging.counting(cancelled):
            charging.drop_unpaid(charge, reason=_("The booking was cancelled."), by=by, at=at)
        telling.cancelled(cancelled, at=at, by_client=by is None)
    return cancelled


def _check(booking: Booking, at: datetime) -> None:
    if problem := why_not(booking, at=at):
        raise TooLateToChange(problem)
