"""What clients see beside the modules' pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.kernel import marks, registry
from safelight.site import brand, selectors

# A part of the home page; empty where the module has nothing to show to this visitor.
Section = Callable[[HttpRequest], SafeString]
A_YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    paths = [m.site_home for m in registry.manifests() if m.name in modules and m.site_home]
    sections = [cast(Section, import_string(path))(request) for path in paths]
    return render(request, "site/home.html", {"sections": [part for part in sections if part]})


@marks.open_while_suspended
@require_safe
def brand_css(request: HttpRequest, revision: int) -> HttpResponse:
    """The studio's colours. A change gets a new address, so browsers may keep this one."""
    site = selectors.site_settings()
    response = HttpResponse(brand.stylesheet(site), content_type="text/css; charset=utf-8")
    if revision == site.revision:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        response["Cache-Control"] = "no-store"
    return response


@marks.open_while_suspended
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Names no gallery: a list of what is hidden would show it."""
    lines = ("User-agent: *", "Disallow: /studio/", "Disallow: /api/", "Disallow: /account/", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
