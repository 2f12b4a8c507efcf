"""The blog of the site: the list of posts, one post, and the feed that readers follow."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.site import blog, selectors, seo
from safelight.site.models import BLOG, Page
from safelight.site.views import pages

IN_FEED = 20


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Newest first, twelve a leaf; 404 for everybody while nothing is published."""
    after = request.GET.get("after", "")
    found = blog.leaf(after=after)
    if found is None or not found.cards:
        # A studio's page of this address from before there were posts goes on being there.
        if not after:
            return pages.page(request, BLOG.strip("/"))
        raise Http404
    site = selectors.shown_settings(request)
    told = seo.of(request, title=f"{_('Blog')} – {site.name}", description=site.tagline, path=BLOG)
    context = {"cards": found.cards, "older": found.older, "seo": None if after else told}
    return render(request, "site/blog/index.html", context)


@never_cache
@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    found = blog.find(slug)
    if found is None:
        raise Http404
    return pages.show(request, found, found.shown, more=of_post(request, found))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287) of the newest posts; the same for everybody."""
    posts = list(blog.published()[:IN_FEED])
    if not posts:
        raise Http404
    changed = max(post.published_at for post in posts if post.published_at)
    context = {
        "site": selectors.shown_settings(request), "base": selectors.base_url(request),
        "posts": posts, "changed": changed,
    }  # fmt: skip
    content_type = "application/atom+xml; charset=utf-8"
    return render(request, "site/blog/feed.xml", context, content_type=content_type)


def of_post(request: HttpRequest, page: Page) -> dict[str, object]:
    """What a post's page shows beside its blocks; a draft has no neighbours yet."""
    return {"day": page.day, **(blog.beside(page) if page.day else {})}
