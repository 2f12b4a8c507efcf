"""What the team says: yes or no, another package or fee, how it went, a word for itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings.models import Booking, BookingState, Package
from modules.bookings.services import holding
from modules.bookings.services.booking import telling, trail
from modules.bookings.services.fees import amounts, charging
from modules.bookings.services.holding import terms
from modules.bookings.services.mails import posting
from modules.bookings.services.mails.posting import Button
from modules.commerce import facade as commerce
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class AlreadyPaid(Refusal):
    """The fee of what is paid stays; the rest is between studio and client."""

    code = "booking_already_paid"


class NotOutside(Refusal):
    """What is charged here is marked as paid on its order."""

    code = "not_paid_outside"


def approve(*, booking: Booking, by: Person, at: datetime) -> Booking:
    """Say yes: it stands, and its client is asked to pay where something is to pay."""
    # The booking, its order and the mails appear together.
    with transaction.atomic():
        booked = holding.confirm(booking=booking, at=at, by=by)
        charge = charging.ask_at_once(booked, at=at)
        telling.booked(booked, at=at)
        if charge is not None and charge.order.due:
            path = commerce.pay_address(charge.order, mailed=True)
            button = Button(text=gettext_lazy("Pay now"), path=path)
            posting.to_client(booked, "payment", at=at, button=button)
    return booked


def decline(*, booking: Booking, by: Person, reason: str, at: datetime) -> Booking:
    """Say no to what was asked; the place is free again."""
    if booking.state != BookingState.ASKED:
        raise holding.NotOffered(_("There is nothing to say no to."))
    with transaction.atomic():  # As above.
        cancelled = holding.cancel(booking=booking, by=by, reason=reason.strip(), at=at)
        telling.declined(cancelled, at=at, reason=reason.strip())
    return cancelled


def change(
    *, booking: Booking, package: Package | None, fee: int, by: Person, at: datetime
) -> Booking:
    """Another package or fee, as long as nothing is paid; orders that are open are made anew.

    The time stays as long as it was. Raises ``AlreadyPaid``.
    """
    with transaction.atomic():  # As above.
        row = Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
        rows = charging.counting(row)
        if any(commerce.paid([each.order_id for each in rows]).values()):
            raise AlreadyPaid(_("Something is paid already, so package and fee stay."))
        before = row.package_title, row.fee
        if package is not None and package.pk != row.package_id:
            row.package, row.package_title = package, package.title
            row.terms = terms.words(row.session_type, package)["terms"]
        row.fee = fee
        row.retainer = terms.paid_first(row.session_type, amounts.of(row).total)
        row.save(update_fields=["package", "package_title", "terms", "fee", "retainer"])
        for each in rows:
            charging.drop(each, reason=_("The fee has changed."), by=by, at=at)
        trail.record(row, "changed", at=at, by=by, package=before[0], fee=before[1])
        if rows:
            charging.ask_at_once(row, at=at)
    return row


def settle(*, booking: Booking, by: Person, at: datetime) -> Booking:
    """Write down that the client has paid outside. Raises ``NotOutside``."""
    if booking.fee_mode != booking.session_type.Fee.OUTSIDE:
        raise NotOutside(_("Mark its order as paid instead."))
    return _settled(booking, at, "settled", by=by, at=at)


def unsettle(*, booking: Booking, by: Person, at: datetime) -> Booking:
    return _settled(booking, None, "unsettled", by=by, at=at)


def _settled(
    booking: Booking, moment: datetime | None, verb: str, *, by: Person, at: datetime
) -> Booking:
    # The word and who gave it.
    with transaction.atomic():
        booking.settled_at = moment
        booking.save(update_fields=["settled_at"])
        trail.record(booking, verb, at=at, by=by)
    return booking


def remark(*, booking: Booking, text: str) -> Booking:
    """A note of the team for itself."""
    booking.remark = text.strip()
    booking.save(update_fields=["remark"])
    return booking
