"""What tells search engines where to look: a map of what everybody may see, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelight.kernel import marks
from safelight.kernel.site_parts import SiteAddress
from safelight.site import blocks, selectors
from safelight.site.models import BLOG, Page

# Of the protocol: https://www.sitemaps.org/protocol.html
MOST = 50_000
SHUT = ("/studio/", "/api/", "/account/", "/cart/", "/checkout/", "/orders/", "/sign-in/")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The same for everybody: asked as nobody, whoever is signed in."""
    found = [*_pages(), *blocks.addresses(request, request.modules)]  # type: ignore[attr-defined]
    context = {"base": selectors.base_url(request), "addresses": found[:MOST]}
    content_type = "application/xml; charset=utf-8"
    return render(request, "site/sitemap.xml", context, content_type=content_type)


@marks.open_while_suspended
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Names no gallery: a list of what is hidden would show it."""
    shut = [f"Disallow: {path}" for path in SHUT]
    where = f"Sitemap: {selectors.base_url(request)}/sitemap.xml"
    lines = ("User-agent: *", *shut, "", where, "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _pages() -> Iterator[SiteAddress]:
    pages = list(Page.objects.filter(published_at__isnull=False))
    home = next((page for page in pages if page.kind == Page.Kind.HOME), None)
    yield SiteAddress("/", home.published_at if home else None)
    if any(page.is_post for page in pages):
        yield SiteAddress(BLOG, None)
    for page in pages:
        if page.slug and not page.shown["external_url"]:
            yield SiteAddress(page.path, page.published_at)
