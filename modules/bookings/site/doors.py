"""The door of a booking: whoever holds its secret address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from modules.bookings import selectors
from modules.bookings.models import Booking
from modules.bookings.models import BookingState as S
from modules.bookings.services.booking import steps

View = Callable[..., HttpResponseBase]


def entering(view: View) -> View:
    """Calls ``view(request, booking, …)``; an unknown address is 404."""

    @wraps(view)
    def door(request: HttpRequest, booking: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = selectors.by_key(booking)
        if found is None:
            raise Http404
        response = view(request, found, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        # The address is the secret: other sites must not learn it from a link that is followed.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return door


def while_held(view: View) -> View:
    """As ``entering``, for pages of booking: one that is over or stands shows its own page.

    What is sent after the hold is over still arrives, so that it is not lost.
    """

    @wraps(view)
    @entering
    def door(request: HttpRequest, booking: Booking, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_over = steps.is_over(booking, at=timezone.now())
        may_send = request.method == "POST" and booking.state in (S.HELD, S.LAPSED)
        if not may_send and (booking.state != S.HELD or is_over):
            return redirect("bookings_site:booking", booking.key)
        return view(request, booking, *args, **kwargs)

    return door
