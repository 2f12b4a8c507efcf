"""What bookings hold of a client, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from modules.bookings.models import (
    AnswerSheet,
    Booking,
    BookingEntry,
    BookingState,
    Waiting,
)
from safelight.kernel.privacy import Held, Nobody, Privacy, Subject
from safelight.web import dates


def _bookings(subject: Subject) -> QuerySet[Booking]:
    return Booking.objects.filter(
        Q(client=subject.client_id)
        | Q(visitor__in=subject.visitor_ids)
        | Q(email__iexact=subject.email)
    )


def waits(subject: Subject, at: datetime) -> Iterator[str]:
    """Sessions that are still to come."""
    coming = (BookingState.HELD, BookingState.ASKED, BookingState.BOOKED)
    for booking in _bookings(subject).filter(state__in=coming, ends_at__gt=at).order_by("pk"):
        when = dates.moment(booking.starts_at)
        yield _now("“%(title)s” on %(when)s is still to come.") % {
            "title": booking.title, "when": when
        }  # fmt: skip


def erase(subject: Subject, nobody: Nobody) -> None:
    """The time and what was paid stay; who came, what they wrote and answered goes."""
    found = _bookings(subject)
    ids = list(found.values_list("pk", flat=True))
    AnswerSheet.objects.filter(booking__in=ids).update(answers=[])
    BookingEntry.objects.filter(booking__in=ids).update(details={})
    found.filter(pk__in=ids).update(
        name=nobody.name, email=nobody.email, phone="", note="", remark="", reason="",
        client=None, visitor=None,
    )  # fmt: skip
    Waiting.objects.filter(email__iexact=subject.email).update(
        name=nobody.name, email=nobody.email, phone="", note=""
    )


PRIVACY = Privacy(
    held=(
        Held(
            model="bookings.Booking", title=_("Bookings"), client="client", visitor="visitor",
            email="email",
        ),
        Held(
            model="bookings.AnswerSheet", title=_("Questionnaires"), client="booking__client",
            visitor="booking__visitor", email="booking__email",
        ),
        Held(
            model="bookings.Signature", title=_("Contracts"), client="booking__client",
            visitor="booking__visitor", email="booking__email",
        ),
        Held(model="bookings.Waiting", title=_("Waitlists"), email="email"),
    ),
    waits=waits,
    goes=(_("Their name, telephone, notes and answers in bookings and on waitlists"),),
    kept=(_("Signed contracts as they were signed: they are what proves them"),),
    erase=erase,
    documents=(
        "bookings.Signature.text", "bookings.Signature.name", "bookings.Signature.email",
        "bookings.Signature.trail", "bookings.Signature.drawn",
    ),
    named=("bookings.SessionType", "bookings.Package"),
)  # fmt: skip
