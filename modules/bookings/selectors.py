"""Reading what can be booked, and bookings, for pages."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from modules.bookings.models import (
    Booking,
    BookingCharge,
    BookingEntry,
    BookingState,
    SessionType,
)
from modules.bookings.services import clock


def offered_types() -> QuerySet[SessionType]:
    """Session types whose pages are shown to clients, with ``lowest``: the cheapest package."""
    rows: QuerySet[SessionType] = (
        SessionType.objects.filter(published_at__isnull=False, archived_at=None)
        .annotate(lowest=Min("packages__fee", filter=Q(packages__withdrawn_at=None)))
        .select_related("calendar")
    )
    return rows.order_by("position", "pk")


def offered_type(slug: str) -> SessionType | None:
    found: SessionType | None = offered_types().filter(slug=slug).first()
    return found


def by_key(key: str) -> Booking | None:
    """The booking whose own page this is."""
    rows = Booking.objects.select_related(
        "session_type__calendar", "session_type__contract", "slot", "package", "visitor"
    )
    found: Booking | None = rows.filter(key=key).first()
    return found


def shown() -> QuerySet[Booking]:
    """Bookings as the team knows them: what somebody only looked at is no booking."""
    return Booking.objects.filter(~Q(name="")).exclude(
        state=BookingState.LAPSED, charges=None, booked_at=None
    )


def asked() -> QuerySet[Booking]:
    return Booking.objects.filter(state=BookingState.ASKED)


def overdue(at: datetime) -> QuerySet[Booking]:
    """Booked, with an order that should have been paid by now and was not."""
    late = BookingCharge.objects.filter(
        booking=OuterRef("pk"), void_at=None, due_on__lt=clock.today(at), order__settled_at=None,
        order__life="open",
    )  # fmt: skip
    return Booking.objects.filter(Exists(late), state=BookingState.BOOKED)


def without_outcome(at: datetime) -> QuerySet[Booking]:
    """Booked, and over since yesterday at the latest."""
    morning = datetime.combine(clock.today(at), time.min, tzinfo=clock.zone())
    return Booking.objects.filter(state=BookingState.BOOKED, ends_at__lt=morning)


def lapsed_but_paid() -> QuerySet[Booking]:
    """Paid after the time was given to somebody else: the team decides."""
    entry = BookingEntry.objects.filter(booking=OuterRef("pk"), verb="paid_too_late")
    return Booking.objects.filter(Exists(entry), state=BookingState.LAPSED)


def of_the_team(public_id: str) -> Booking | None:
    """One booking for the team's pages."""
    rows = Booking.objects.select_related(
        "session_type__calendar", "session_type__contract", "slot", "package", "visitor", "gallery"
    )
    found: Booking | None = rows.filter(public_id=public_id).first()
    return found
