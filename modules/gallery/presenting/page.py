"""What the gallery page shows before any script runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse

from modules.gallery.models import Comment, Gallery, Photo, PhotoState, Pick, Placement, Rating
from modules.gallery.presenting.rows import DOWNLOAD, Eye, Row
from modules.gallery.presenting.signing import MEDIUM, SMALL, Renditions
from modules.gallery.selectors import photos_of

FIRST_SCREEN = 48


def filtered(eye: Eye, asked: QueryDict) -> QuerySet[Photo]:
    """The gallery's photos that fit the filters of the address; unknown values are passed over."""
    photos = photos_of(eye.gallery)
    if asked.get("state") in PhotoState.values:
        photos = photos.filter(state=asked["state"])
    if asked.get("commented") == "yes":
        shown = Comment.objects.filter(photo=OuterRef("pk"), hidden_at=None)
        photos = photos.filter(Exists(shown))
    if eye.visitor is None:
        return photos
    picked = Exists(Pick.objects.filter(photo=OuterRef("pk"), visitor=eye.visitor))
    if asked.get("picked") in {"yes", "no"}:
        photos = photos.filter(picked if asked["picked"] == "yes" else ~picked)
    if asked.get("stars", "") in {"1", "2", "3", "4", "5"}:
        rated = Rating.objects.filter(
            photo=OuterRef("pk"), visitor=eye.visitor, stars__gte=int(str(asked["stars"]))
        )
        photos = photos.filter(Exists(rated))
    return photos


def after(gallery: Gallery, photos: QuerySet[Photo], photo_public_id: str) -> QuerySet[Photo]:
    """The photos behind this one in the gallery's order; all of them where it is unknown."""
    place = Placement.objects.filter(gallery=gallery, photo__public_id=photo_public_id).first()
    if place is None:
        return photos
    # Placements of this gallery only: photos_of has joined just those.
    behind = photos.annotate(_at=F("placements__position"), _id=F("placements__pk"))
    return behind.filter(_at__gt=place.position) | behind.filter(
        _at=place.position, _id__gt=place.pk
    )


def tile(row: Row, renditions: Renditions, gallery: Gallery) -> dict[str, Any]:
    """One photo for ``components/tile.html``."""
    photo, version = row.photo, row.photo.version
    assert version is not None  # Only ready photos are shown.
    args = [gallery.public_id, photo.public_id]
    return {
        "id": photo.public_id,
        "name": photo.name,
        "width": version.width,
        "height": version.height,
        "thumbhash": version.thumbhash,
        "state": photo.state,
        "small": renditions.full(version, MEDIUM if gallery.layout == "story" else SMALL),
        "actions": row.actions,
        "picked": row.picked,
        "stars": row.stars,
        "comments": row.comments,
        "ordered": row.ordered,
        "url": reverse("gallery_site:photo", args=args),
        "download_url": reverse("gallery_site:download", args=args)
        if row.actions & DOWNLOAD
        else "",
    }


def tiles(rows: Sequence[Row], renditions: Renditions, gallery: Gallery) -> list[dict[str, Any]]:
    return [tile(row, renditions, gallery) for row in rows]
