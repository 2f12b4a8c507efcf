"""What clients see beside the modules' pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.kernel import registry
from safelight.site import selectors, seo
from safelight.site.models import Page
from safelight.site.views import pages

# A part of the home page; empty where the module has nothing to show to this visitor.
Section = Callable[[HttpRequest], SafeString]


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    made = Page.objects.filter(kind=Page.Kind.HOME, published_at__isnull=False).first()
    return pages.show(request, made, made.shown) if made else first_page(request)


def first_page(request: HttpRequest, more: dict[str, Any] | None = None) -> HttpResponse:
    """The first page of a studio that made none; ``more`` is told to the template over all else."""
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    paths = [m.site_home for m in registry.manifests() if m.name in modules and m.site_home]
    sections = [cast(Section, import_string(path))(request) for path in paths]
    context = {
        "sections": [part for part in sections if part],
        "seo": of_home(request),
        **(more or {}),
    }
    return render(request, "site/home.html", context)


def of_home(request: HttpRequest) -> seo.Seo:
    site = selectors.shown_settings(request)
    things = [seo.business(request)]
    return seo.of(request, title=site.name, description=site.tagline, path="/", things=things)
