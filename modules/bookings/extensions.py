"""What bookings answer to hooks."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from modules.bookings import permissions
from modules.bookings.models import Booking
from modules.bookings.services import clock
from modules.bookings.services.mails import posting
from modules.commerce.models import Order
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


@impl
def order_way_on(order: Order) -> Link | None:
    """From what was paid to the client's page of the booking."""
    found = _booking_of(order)
    if found is None:
        return None
    return Link(title=_("To your booking"), url=posting.page_path(found))


@impl
def order_panel(request: HttpRequest, order: Order) -> SafeString | None:
    """For the team: of which booking an order is a part."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    found = _booking_of(order) if permissions.VIEW in allowed else None
    if found is None:
        return None
    context = {"booking": found, "when": clock.when(found)}
    return render_to_string("bookings/workspace/parts/order_panel.html", context, request)


def _booking_of(order: Order) -> Booking | None:
    if not order.is_charge:
        return None
    found: Booking | None = Booking.objects.filter(charges__order=order).first()
    return found
