"""The list of galleries: one level of the tree, or whatever a search finds in all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from modules.gallery import thumbs
from modules.gallery.access import galleries_seen, seen, viewer_of
from modules.gallery.facts import Thumb
from modules.gallery.models import Gallery, Placement
from modules.gallery.selectors import first_photos
from modules.gallery.workspace.reads import paging

PER_PAGE = 40
SORTS = {"": "position", "title": "title", "newest": "-pk"}
FILTERS = {
    "draft": Q(published_at=None),
    "published": Gallery.open_now(),
    "closed": Q(published_at__isnull=False) & ~Gallery.open_now(),
    "hidden": Q(hidden=True),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    gallery: Gallery
    photos: int
    children: int
    cover: Thumb | None


@dataclass(frozen=True, kw_only=True)
class Listing:
    rows: list[Row]
    count: int
    next_url: str
    previous_url: str


def listing(request: HttpRequest, *, under: Gallery | None) -> Listing:
    """What the address asks for: ``q``, ``show``, ``sort``, ``after``."""
    found = _matching(request, under)
    by = SORTS.get(request.GET.get("sort", ""), "position")
    page = paging.page(request, found, by=by, limit=PER_PAGE)
    return Listing(
        rows=_rows(request, list(page.rows)),
        count=found.count(),
        next_url=paging.turn(request, page.next),
        previous_url=paging.first(request),
    )


def in_their_order(request: HttpRequest) -> bool:
    """Whether the list shows one level in its own order, which can then be changed."""
    asked = request.GET
    return asked.get("sort", "") not in SORTS.keys() - {""} and not asked.get("q", "").strip()


def _matching(request: HttpRequest, under: Gallery | None) -> QuerySet[Gallery]:
    words = request.GET.get("q", "").replace("\0", "").strip()
    viewer = viewer_of(request)
    limited = viewer.sight is not None and viewer.sight.galleries is not None
    seen_ones = galleries_seen(viewer)
    found: QuerySet[Gallery] = seen_ones.filter(FILTERS.get(request.GET.get("show", ""), Q()))
    if words:
        return found.filter(Q(title__icontains=words) | Q(description__icontains=words))
    if under is None and limited:
        # A branch begins where nothing above it is before this member.
        return found.filter(Q(parent=None) | ~Q(parent__in=seen_ones))
    return found.filter(parent=under)


def _rows(request: HttpRequest, galleries: list[Gallery]) -> list[Row]:
    ids = [gallery.pk for gallery in galleries]
    viewer = viewer_of(request)
    placed = Placement.objects.filter(
        seen(viewer.sight, "photo"), gallery__in=ids, photo__version__isnull=False
    )
    photos = _count(placed, "gallery")
    children = _count(galleries_seen(viewer).filter(parent__in=ids), "parent")
    covers = _covers(request, galleries)
    return [
        Row(
            gallery=gallery,
            photos=photos.get(gallery.pk, 0),
            children=children.get(gallery.pk, 0),
            cover=covers.get(gallery.pk),
        )
        for gallery in galleries
    ]


def _count(rows: QuerySet[Placement] | QuerySet[Gallery], by: str) -> dict[int, int]:
    counted = rows.order_by().values(of=F(by)).annotate(count=Count("pk"))
    return {row["of"]: row["count"] for row in counted}


def _covers(request: HttpRequest, galleries: list[Gallery]) -> dict[int, Thumb]:
    firsts = first_photos(galleries, viewer_of(request).sight)
    covers = {}
    for gallery in galleries:
        photo = firsts.get(gallery.pk)
        if photo is not None and photo.version is not None:
            signed = thumbs.sign(request, gallery, [photo.version])
            if photo.version_id in signed:
                covers[gallery.pk] = signed[photo.version_id]
    return covers
