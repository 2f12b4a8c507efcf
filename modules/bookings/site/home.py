"""On the studio's first page: what can be booked."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.bookings import selectors
from modules.bookings.site import pictures
from safelight.site import selectors as site

MOST = 6


def home_section(request: HttpRequest) -> SafeString:
    types = list(selectors.offered_types()[:MOST])
    if not types:
        return SafeString()
    shown = pictures.of(request, types, most=1)
    rows = [(each, next(iter(shown.get(each.pk, [])), None)) for each in types]
    context = {"rows": rows, "currency": site.shown_settings(request).currency}
    return render_to_string("bookings/site/home.html", context, request)
