"""The last step: a held place is asked for, paid, or booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingState
from modules.bookings.services import holding
from modules.bookings.services.booking import steps, telling
from modules.bookings.services.fees import charging
from modules.commerce import facade as commerce
from safelight.kernel.errors import Refusal


class StepMissing(Refusal):
    """``fields["step"]`` names the page that comes first."""

    code = "step_missing"


@dataclass(frozen=True, kw_only=True)
class Finished:
    """``pay_path`` is empty where nothing has to be paid before it stands."""

    booking: Booking
    pay_path: str = ""


def finish(*, booking: Booking, at: datetime) -> Finished:
    """Book a held place; twice is once.

    With a fee that can be paid online it stays held until the money is in. Where the studio says
    yes first, it is asked for. Raises ``HoldIsOver`` and ``StepMissing``.
    """
    if booking.state in (BookingState.ASKED, BookingState.BOOKED):
        return Finished(booking=booking)
    steps.check_held(booking, at=at)
    following = steps.next_step(steps.of(booking))
    if following.name != "finish":
        sentence = _("There is something to fill in first.")
        raise StepMissing(sentence, fields={"step": [following.name]})
    if booking.session_type.approve_first and not is_offer(booking):
        return Finished(booking=_ask(booking, at))
    charge = charging.ask_at_once(booking, at=at)
    if charge is not None and charge.order.due and commerce.pays_online(at):
        return Finished(booking=booking, pay_path=commerce.pay_address(charge.order))
    return Finished(booking=book(booking, at=at))


def book(booking: Booking, *, at: datetime) -> Booking:
    """Confirm it, and tell its client and the team. Raises ``holding.TimeTaken``."""
    # The booking and its mails appear together.
    with transaction.atomic():
        booked = holding.confirm(booking=booking, at=at)
        telling.booked(booked, at=at)
    return booked


def is_offer(booking: Booking) -> bool:
    """Whether the team made it and waits for the client."""
    return booking.entries.filter(verb="offered").exists()


def _ask(booking: Booking, at: datetime) -> Booking:
    with transaction.atomic():  # As above.
        asked = holding.approve_later(booking=booking, at=at)
        telling.asked(asked, at=at)
    return asked
