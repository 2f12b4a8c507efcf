"""Galleries to show as tiles: on the first page, and inside a gallery that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from modules.gallery import selectors, thumbs
from modules.gallery.access import decide, decide_many, viewer_of
from modules.gallery.models import Authorization, Gallery, Placement
from modules.gallery.presenting.eyes import Eye
from modules.gallery.presenting.signing import LARGE, Renditions


@dataclass(frozen=True)
class Tile:
    """A gallery that this person may enter and that has something in it."""

    title: str
    url: str
    image: str


def visible(request: HttpRequest, parent: Gallery | None) -> list[Tile]:
    """Published, not hidden, not empty, and open to this person."""
    ready = Placement.objects.filter(gallery=OuterRef("pk"), photo__version__isnull=False)
    holding = Gallery.objects.filter(Gallery.open_now(), parent=OuterRef("pk"))
    found = list(
        Gallery.objects.filter(Gallery.open_now(), parent=parent, hidden=False).filter(
            Exists(ready) | Exists(holding)
        )
    )
    return tiles(request, found)


def inside(request: HttpRequest, eye: Eye) -> list[Tile]:
    """``visible`` in a gallery; most hold none, and are asked for the most often."""
    return visible(request, parent=eye.gallery) if eye.holds_galleries else []


def own(request: HttpRequest) -> list[Tile]:
    """Galleries that list this client or one of their groups, hidden or not; newest first.

    A hidden gallery is out of everybody's sight but theirs: they need not look for its link.
    """
    viewer = viewer_of(request)
    if viewer.client_id is None:
        return []
    theirs = Q(client=viewer.client_id) | Q(group__in=viewer.group_ids)
    listed = Authorization.objects.filter(theirs, enter=True).values("gallery_id")
    return tiles(request, list(Gallery.objects.filter(pk__in=listed).order_by("-pk")))


def tiles(request: HttpRequest, found: list[Gallery]) -> list[Tile]:
    """Those of the galleries that this person may enter."""
    viewer = viewer_of(request)
    grants = decide_many(viewer, found)
    open_ones = [gallery for gallery in found if grants[gallery.pk].enter]
    photos = selectors.first_photos(open_ones, viewer.sight if viewer.is_team else None)
    made = []
    for gallery in open_ones:
        photo = photos.get(gallery.pk)
        versions = [photo.version] if photo and photo.version else []
        signed = thumbs.sign(request, gallery, versions, size=thumbs.LARGE)
        image = next((thumb.url400 for thumb in signed.values()), "")
        url = reverse("gallery_site:gallery", args=[gallery.public_id])
        made.append(Tile(gallery.title, url, image))
    return made


def above(request: HttpRequest, gallery: Gallery) -> Gallery | None:
    """The gallery that this one lies in, for whoever may know of it."""
    parent: Gallery | None = gallery.parent
    if parent is None or parent.hidden:
        return None
    return parent if decide(viewer_of(request), parent).enter else None


def cover_of(eye: Eye, renditions: Renditions) -> str:
    """The address of the cover's largest rendition, where the studio has chosen a cover."""
    cover = eye.gallery.cover
    if cover is not None and eye.grant.sight is not None:
        cover = selectors.first_photos([eye.gallery], eye.grant.sight).get(eye.gallery.pk)
        cover = cover if cover and cover.pk == eye.gallery.cover_id else None
    if cover is None or cover.version is None:
        return ""
    return renditions.full(cover.version, LARGE)
