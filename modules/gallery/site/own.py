"""What a client finds again in their account: their galleries, and what they picked in which."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.gallery.access import decide_many, viewer_of
from modules.gallery.models import Gallery, Pick
from modules.gallery.site import children
from safelight.accounts import visitors


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What this person picked in a gallery that they may enter; ``url`` shows just these."""

    title: str
    count: int
    url: str


@never_cache
@require_safe
def galleries(request: HttpRequest) -> HttpResponse:
    context = {"own": children.own(request), "selections": selections(request)}
    return render(request, "gallery/site/own.html", context)


def selections(request: HttpRequest) -> list[Selection]:
    visitor = visitors.current(request)
    if visitor is None:
        return []
    picked = Pick.objects.filter(visitor=visitor, photo__version__isnull=False).values("photo")
    found = list(
        Gallery.shown()
        .filter(placements__photo__in=picked)
        .annotate(count=Count("placements"))
        .order_by("-pk")
    )
    grants = decide_many(viewer_of(request), found)
    return [
        Selection(
            title=gallery.title,
            count=gallery.count,
            url=f"{reverse('gallery_site:gallery', args=[gallery.public_id])}?picked=yes",
        )
        for gallery in found
        if grants[gallery.pk].enter
    ]
