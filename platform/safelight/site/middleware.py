"""The studio's language and time zone for its pages."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from safelight.site import selectors
from safelight.site.models import SiteSettings
from safelight.web import languages
from tenants.middleware import API

Handler = Callable[[HttpRequest], HttpResponse]


class StudioLocaleMiddleware:
    """Pages speak their reader's language where the site offers it, and tell the studio's time.

    The API speaks as the page that asks it, and tells times in UTC.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "studio"):
            return self.get_response(request)
        site = selectors.shown_settings(request)
        request.site_settings = site  # type: ignore[attr-defined]
        languages.offer(request, site.offered)
        told = timezone.override(_zone(site.time_zone))
        is_api = request.path.startswith(API)
        with translation.override(_spoken(request, site)), nullcontext() if is_api else told:
            return languages.marked(self.get_response(request))


def _spoken(request: HttpRequest, site: SiteSettings) -> str:
    """The reader's own choice, else the visitor's, the browser's, the studio's.

    A program has no page beside it: it is answered in whatever language it asks for.
    """
    if "Authorization" in request.headers:
        return languages.of_browser(request, languages.known()) or settings.LANGUAGE_CODE
    own = str(getattr(request.user, "language", ""))
    if getattr(request, "member", None) is not None:
        # The team works in any language, whatever the site offers; or in the studio's.
        return own if own in languages.known() else site.offered[0]
    if own in site.offered:
        return own
    return languages.of_visitor(request, site.offered) or site.offered[0]


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
