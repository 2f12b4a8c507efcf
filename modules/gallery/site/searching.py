"""Searching what the whole world may see: public galleries, and the photos in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.gallery import thumbs
from modules.gallery.facts import Thumb
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.site import children, public

LONGEST = 100
MOST_PHOTOS = 60


@dataclass(frozen=True)
class Found:
    """A photo as a result, in the gallery where it was found."""

    title: str
    url: str
    thumb: Thumb


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The same results for everybody, found as somebody who is nobody."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    galleries = public.galleries() if words else []
    context = {
        "q": words,
        "tiles": children.tiles(request, [g for g in galleries if _has(g, words)]),
        "photos": _photos(request, galleries, words),
    }
    return render(request, "gallery/site/search.html", context)


def _has(gallery: Gallery, words: str) -> bool:
    """Whether each word stands in its title or description."""
    text = f"{gallery.title} {gallery.description}".casefold()
    return all(word in text for word in words.casefold().split())


def _photos(request: HttpRequest, galleries: Sequence[Gallery], words: str) -> list[Found]:
    """Photos whose name, title, caption or keywords hold each word; a photo once."""
    by_id = {gallery.pk: gallery for gallery in galleries}
    photos = Photo.objects.annotate(tags=Cast("keywords", TextField()))
    for word in words.split():
        photos = photos.filter(
            Q(name__icontains=word) | Q(title__icontains=word) | Q(caption__icontains=word)
            | Q(tags__icontains=word)
        )  # fmt: skip
    rows = Placement.objects.filter(
        gallery__in=by_id, photo__in=photos, photo__version__ready_at__isnull=False
    )
    first = rows.order_by("photo", "gallery", "position", "pk").distinct("photo").values("pk")
    shown = Placement.objects.filter(pk__in=first).select_related("photo__version")
    of_gallery: dict[int, list[Photo]] = defaultdict(list)
    for row in shown.order_by("gallery", "position", "pk")[:MOST_PHOTOS]:
        of_gallery[row.gallery_id].append(row.photo)
    return [
        found
        for gallery_id, here in of_gallery.items()
        for found in _found(request, by_id[gallery_id], here)
    ]


def _found(request: HttpRequest, gallery: Gallery, photos: Sequence[Photo]) -> list[Found]:
    versions = [photo.version for photo in photos if photo.version]
    signed = thumbs.sign(request, gallery, versions, size=thumbs.LARGE)
    return [
        Found(
            title=photo.title or photo.name,
            url=reverse("gallery_site:photo", args=[gallery.public_id, photo.public_id]),
            thumb=signed[photo.version.pk],
        )
        for photo in photos
        if photo.version and photo.version.pk in signed
    ]
