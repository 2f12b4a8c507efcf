"""Bookings that the team makes: booked at once, or offered to a client who confirms by a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings.models import AddOn, Booking, BookingState, Package, SessionType, Slot
from modules.bookings.services import holding
from modules.bookings.services.booking import telling, trail
from modules.bookings.services.booking.details import Details
from modules.bookings.services.fees import charging
from modules.bookings.services.mails import posting
from modules.bookings.services.mails.posting import Button
from modules.commerce import facade as commerce
from safelight.accounts.models import Person

LONGEST = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is booked: ``starts_at`` of a session, or the ``slot`` of a mini."""

    session_type: SessionType
    package: Package | None
    add_ons: Sequence[tuple[AddOn, int]] = ()
    starts_at: datetime | None = None
    slot: Slot | None = None


def offer(
    *, wanted: Wanted, details: Details, by: Person, until: datetime, at: datetime
) -> Booking:
    """Keep the place until then, and mail the client a link to sign, answer, pay and confirm.

    Raises what ``holding.hold`` does.
    """
    # The place, who it is for, and the mail appear together.
    with transaction.atomic():
        booking = _hold(wanted, details, by, at)
        booking.held_until = max(at + holding.HOLD, min(until, at + LONGEST))
        booking.save(update_fields=["held_until"])
        trail.record(booking, "offered", at=at, by=by, until=booking.held_until.isoformat())
        telling.offered(booking, at=at)
    return booking


def book(*, wanted: Wanted, details: Details, by: Person, at: datetime) -> Booking:
    """Book it at once; where something is to pay, its client gets a link to pay."""
    with transaction.atomic():  # As above.
        booking = holding.confirm(booking=_hold(wanted, details, by, at), at=at, by=by)
        charge = charging.ask_at_once(booking, at=at)
        telling.booked(booking, at=at)
        if charge is not None and charge.order.due:
            path = commerce.pay_address(charge.order, mailed=True)
            posting.to_client(
                booking, "payment", at=at, button=Button(text=gettext_lazy("Pay now"), path=path)
            )
    return booking


def withdraw(*, booking: Booking, at: datetime) -> Booking:
    """Take an offer back that nobody has confirmed; its place is free."""
    if booking.state != BookingState.HELD:
        raise holding.NotOffered(_("This offer is over already."))
    return holding.release(booking=booking, at=at)


def _hold(wanted: Wanted, details: Details, by: Person, at: datetime) -> Booking:
    booking = holding.hold(
        session_type=wanted.session_type, package=wanted.package, add_ons=wanted.add_ons,
        starts_at=wanted.starts_at, slot=wanted.slot, visitor=None, at=at, by_team=True, by=by,
    )  # fmt: skip
    booking.name, booking.email = details.name.strip(), details.email.strip().lower()
    booking.phone, booking.note = details.phone.strip(), details.note.strip()
    booking.save(update_fields=["name", "email", "phone", "note"])
    return booking
