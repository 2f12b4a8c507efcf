"""Who is told what, when a booking changes. Each call belongs into the change's transaction."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from modules.bookings.models import Booking, Questionnaire
from modules.bookings.services.fees import standing
from modules.bookings.services.mails import posting
from modules.bookings.services.mails.posting import Button
from modules.bookings.services.questionnaires import asking
from safelight import jobs

CONFIRM = "bookings.send_confirmation"
_L = gettext_lazy


def booked(booking: Booking, *, at: datetime) -> None:
    """To the client with a calendar entry and the papers; to the team."""
    jobs.enqueue(CONFIRM, key=f"{booking.public_id} {booking.revision}", booking_id=booking.pk)
    if asking.open_questionnaire(booking, Questionnaire.When.AFTER) is not None:
        path = reverse("bookings_site:questions", args=[booking.key])
        posting.to_client(
            booking, "questionnaire", at=at, button=Button(text=_L("Answer"), path=path)
        )
    posting.to_team(booking, "booked", subject=_L("New booking: %s"), text=_L("It is booked."))


def asked(booking: Booking, *, at: datetime) -> None:
    posting.to_client(booking, "asked", at=at)
    text = _L("Somebody would like to book. The time is kept until you say yes or no.")
    posting.to_team(booking, "asked", subject=_L("Say yes or no: %s"), text=text)


def declined(booking: Booking, *, at: datetime, reason: str) -> None:
    posting.to_client(booking, "declined", at=at, more=reason)


def moved(booking: Booking, *, at: datetime, by_client: bool) -> None:
    """To the client, with the new calendar entry; to the team where the client did it."""
    jobs.enqueue(CONFIRM, key=f"{booking.public_id} {booking.revision}", booking_id=booking.pk)
    if by_client:
        posting.to_team(
            booking, "moved", once=str(booking.revision),
            subject=_L("Moved: %s"), text=_L("The client chose another time."),
        )  # fmt: skip


def cancelled(booking: Booking, *, at: datetime, by_client: bool) -> None:
    posting.to_client(booking, "cancelled", at=at, more=booking.reason)
    if by_client:
        paid = standing.of(booking, at=at).paid
        hint = _L("Something was paid: look at its orders, whether to give it back.")
        text = hint if paid else _L("Nothing was paid.")
        posting.to_team(booking, "cancelled", subject=_L("Cancelled: %s"), text=text)


def offered(booking: Booking, *, at: datetime) -> None:
    posting.to_client(booking, "offer", at=at, once=str(booking.held_until))


def paid_too_late(booking: Booking) -> None:
    """To the team: the money is in, and the time belongs to somebody else."""
    text = _L(
        "The payment came after the time was given to somebody else. Agree on another time, or "
        "give the money back."
    )
    posting.to_team(booking, "too_late", subject=_L("Paid too late: %s"), text=text)
