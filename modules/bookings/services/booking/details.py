"""Who books: name, e-mail address, telephone number, and a note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language

from modules.bookings.models import Booking, BookingState, Signature
from modules.bookings.services.booking import trail
from modules.bookings.services.contracts import signing

# What somebody typed for a time that they lost is theirs for so long.
REMEMBERED = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Details:
    """As typed and checked by the form."""

    name: str
    email: str
    phone: str = ""
    note: str = ""


def write(*, booking: Booking, details: Details, at: datetime) -> Booking:
    """Keep who books, of a hold that is over, too: nothing that was typed is lost."""
    booking.name, booking.email = details.name.strip(), details.email.strip().lower()
    booking.phone, booking.note = details.phone.strip(), details.note.strip()
    booking.language = get_language() or booking.language
    # The details, and that they were written.
    with transaction.atomic():
        booking.save(update_fields=["name", "email", "phone", "note", "language"])
        trail.record(booking, "details", at=at, by_client=True)
    return booking


def take_along(*, booking: Booking, at: datetime) -> Booking:
    """Give a new hold what its visitor typed for an earlier one that they lost.

    Answers move over; a signature does where its words are the same to the letter.
    """
    earlier = _earlier(booking, at)
    if earlier is None or booking.name:
        return booking
    # Answers must not belong to two bookings or to none.
    with transaction.atomic():
        booking.name, booking.email = earlier.name, earlier.email
        booking.phone, booking.note = earlier.phone, earlier.note
        booking.save(update_fields=["name", "email", "phone", "note"])
        # What may still be paid late keeps its papers.
        is_alike = earlier.session_type_id == booking.session_type_id
        if is_alike and not earlier.charges.exists():
            earlier.answer_sheets.update(booking=booking)
            _take_signature(earlier, booking, at)
    return booking


def _earlier(booking: Booking, at: datetime) -> Booking | None:
    if booking.visitor_id is None:
        return None
    rows = Booking.objects.filter(
        visitor_id=booking.visitor_id, state=BookingState.LAPSED, booked_at=None,
        created_at__gt=at - REMEMBERED,
    ).exclude(pk=booking.pk)  # fmt: skip
    found: Booking | None = rows.exclude(name="").order_by("-pk").first()
    return found


def _take_signature(earlier: Booking, booking: Booking, at: datetime) -> None:
    signed = signing.signature_of(earlier)
    if signed is None or booking.session_type.contract_id is None:
        return
    if signing.contract_of(booking, at=at).sha256 == signed.sha256:
        Signature.objects.filter(pk=signed.pk).update(booking=booking)
