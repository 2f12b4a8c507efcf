"""The galleries of a mini session together: what is delivered, and sending all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingEntry, BookingState, SessionType
from modules.bookings.services.booking import trail
from modules.gallery import facade as gallery
from modules.gallery.facade import Address
from safelight.accounts.models import Person
from safelight.site import selectors as site

SENT = "gallery_sent"
SHOWN = (BookingState.BOOKED, BookingState.DONE, BookingState.NO_SHOW)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One client's part of an album. ``sent_at``: when the link went out."""

    booking: Booking
    photos: int
    sent_at: datetime | None

    @property
    def is_delivered(self) -> bool:
        place = self.booking.gallery
        return place is not None and place.is_published and self.sent_at is not None

    @property
    def is_ready(self) -> bool:
        """Whether there is something to send that was not sent."""
        return self.booking.gallery is not None and self.photos > 0 and not self.is_delivered


def leaves(session_type: SessionType) -> list[Leaf]:
    """The bookings of a mini session in the order of the day; four queries."""
    rows = Booking.objects.filter(session_type=session_type, state__in=SHOWN)
    bookings = list(rows.select_related("gallery", "session_type").order_by("starts_at", "pk"))
    contents = gallery.contents(ids=[each.gallery_id for each in bookings if each.gallery_id])
    entries = BookingEntry.objects.filter(booking__in=bookings, verb=SENT).order_by("-pk")
    sent = dict(entries.values_list("booking", "at"))
    return [
        Leaf(
            booking=each, sent_at=sent.get(each.pk),
            photos=len(contents.get(each.gallery_id, ())) if each.gallery_id else 0,
        )
        for each in bookings
    ]  # fmt: skip


def publish_all(*, session_type: SessionType, by: Person, at: datetime) -> int:
    """Publish each gallery that has photos, and mail its client their own link; how many mails.

    Galleries that were sent already get nothing more; empty ones wait.
    """
    return sum(_send(leaf, by, at) for leaf in leaves(session_type) if leaf.is_ready)


def send(*, booking: Booking, by: Person, at: datetime) -> bool:
    """The same for one booking; whether a mail went out."""
    leaf = next((each for each in leaves(booking.session_type) if each.booking == booking), None)
    return leaf is not None and leaf.is_ready and _send(leaf, by, at)


def _send(leaf: Leaf, by: Person, at: datetime) -> bool:
    booking = leaf.booking
    place = booking.gallery
    assert place is not None
    subject, message = _words(booking)
    # Published and told together, or neither.
    with transaction.atomic():
        gallery.publish(drafts=[place], at=at)
        sent = gallery.send_link(
            gallery=place, client=Address(email=booking.email, name=booking.name),
            subject=subject, message=message, key=f"booking {booking.public_id}", by=by, at=at,
            with_code=True,
        )  # fmt: skip
        if sent.is_new:
            trail.record(booking, SENT, at=at, by=by)
    return sent.is_new


def mails(found: Sequence[Leaf]) -> int:
    """How many mails ``publish_all`` would send now."""
    return sum(1 for leaf in found if leaf.is_ready)


def _words(booking: Booking) -> tuple[str, str]:
    studio = site.site_settings()
    with translation.override(studio.language):
        subject = _("Your photos are here: %s") % booking.title
        return subject, _("Hello %s,\n\nyour photos are ready.") % booking.name
