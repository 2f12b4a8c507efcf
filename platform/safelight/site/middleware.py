"""The studio's language and time zone for its pages."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from safelight.site import selectors

Handler = Callable[[HttpRequest], HttpResponse]


class StudioLocaleMiddleware:
    """Pages speak the person's language, else the studio's, and tell the studio's time.

    The API tells times in UTC and is asked often, so it is left alone.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "studio") or request.path.startswith("/api/"):
            return self.get_response(request)
        site = selectors.shown_settings(request)
        request.site_settings = site  # type: ignore[attr-defined]
        spoken = getattr(request.user, "language", "") or site.language
        with translation.override(spoken), timezone.override(_zone(site.time_zone)):
            return self.get_response(request)


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
