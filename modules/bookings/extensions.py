"""What bookings answer to hooks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.bookings import permissions
from modules.bookings.models import Booking
from modules.gallery.hooks import Link
from modules.gallery.models import Gallery
from safelight.kernel.hooks import impl


@impl
def merge_visitor(source_id: int, target_id: int) -> None:
    """Take along what was booked before signing in."""
    Booking.objects.filter(visitor_id=source_id).update(visitor_id=target_id)


@impl
def gallery_tabs(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:
    """From a gallery to the booking that it was made of."""
    if permissions.VIEW not in allowed:
        return []
    found = Booking.objects.filter(gallery=gallery).values_list("public_id", flat=True).first()
    if found is None:
        return []
    url = reverse("bookings_workspace:booking", args=[found])
    return [Link(title=_("Booking"), url=url)]
