"""What every template may use of the studio."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from safelight.kernel import navigation
from safelight.kernel.manifest import Area
from safelight.site import selectors


def studio(request: HttpRequest) -> dict[str, Any]:
    """``site`` (SiteSettings), ``navigation`` and ``site_navigation``, each read when used."""
    if not hasattr(request, "studio"):
        return {}
    return {
        "site": SimpleLazyObject(selectors.site_settings),
        "navigation": SimpleLazyObject(lambda: _entries(request, "workspace")),
        "site_navigation": SimpleLazyObject(lambda: _entries(request, "site")),
    }


def _entries(request: HttpRequest, area: Area) -> list[navigation.Entry]:
    return navigation.entries(request, area, request.allowed)  # type: ignore[attr-defined]
