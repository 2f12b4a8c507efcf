"""The gallery of a booking, with its client, deliverables and upsell.

What the booking kept when it was made is copied; from then on the gallery's own page decides, and
nothing that is changed at the session type reaches it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingState
from modules.bookings.services import clock
from modules.bookings.services.booking import trail
from modules.commerce import facade as commerce
from modules.gallery import facade as gallery
from modules.gallery.facade import Address
from modules.gallery.models import Gallery
from safelight.accounts.models import Client, Person
from safelight.kernel.errors import Refusal

PRESETS = {"final_edits": "session_final_edits", "soft_proofing": "session_proofs"}
MAY_HAVE = (BookingState.BOOKED, BookingState.DONE)


class NoGalleryNow(Refusal):
    """Only what is booked, or done, has a gallery."""

    code = "no_gallery_now"


def create(*, booking: Booking, by: Person, at: datetime) -> Gallery:
    """A draft for the booking's client, once: a second click finds the first one's gallery."""
    # The gallery, its terms and the booking's link to it appear together.
    with transaction.atomic():
        row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
        if row.gallery is not None:
            return row.gallery
        if row.state not in MAY_HAVE:
            raise NoGalleryNow(_("Only what is booked has a gallery."))
        made = _make(row)
        commerce.set_deliverables(gallery_id=made.pk, terms=row.terms, at=at)
        row.gallery = made
        row.client = Client.objects.filter(person__email=row.email).first()
        row.save(update_fields=["gallery", "client"])
        trail.record(row, "gallery_made", at=at, by=by, title=made.title)
    booking.gallery = made
    return made


def create_all(*, bookings: Collection[Booking], by: Person, at: datetime) -> int:
    """A gallery for each that has none yet; how many were made."""
    wanting = [each for each in bookings if each.gallery_id is None and each.state in MAY_HAVE]
    with transaction.atomic():  # All of the album, or nothing.
        for each in wanting:
            create(booking=each, by=by, at=at)
    return len(wanting)


def _make(booking: Booking) -> Gallery:
    days = booking.session_type.gallery_days
    over: dict[str, Any] = {"choose_until": booking.ends_at + timedelta(days=days)} if days else {}
    return gallery.make_gallery(
        title=f"{booking.name} · {booking.title}"[:160],
        preset=PRESETS[booking.terms.get("mode", "final_edits")],
        client=Address(email=booking.email, name=booking.name) if booking.email else None,
        code="", event_date=clock.local(booking.starts_at).date(), **over,
    )  # fmt: skip
