"""Which photos the gallery page shows before any script runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from modules.gallery.access import seen
from modules.gallery.models import Gallery, Photo, PhotoState, Placement
from modules.gallery.presenting.eyes import BUY, DOWNLOAD, Eye
from modules.gallery.presenting.marks import Marks
from modules.gallery.presenting.rows import Row
from modules.gallery.presenting.signing import MEDIUM, SMALL, Renditions
from modules.gallery.selectors import photos_of
from safelight.kernel import public_id

FIRST_SCREEN = 48
_VALUES: dict[str, Collection[str]] = {
    "picked": ("yes", "no"),
    "stars": ("1", "2", "3", "4", "5"),
    "state": PhotoState.values,
    "commented": ("yes",),
    "ordered": ("yes",),
}
FILTERS = tuple(_VALUES)


def asked_of(eye: Eye, address: QueryDict) -> dict[str, str]:
    """Filters and ``after`` of an address, without what means nothing here.

    Pages are kept by this: anybody can invent addresses without end.
    """
    asked = {name: address.get(name, "") for name in FILTERS}
    known = {name: value for name, value in asked.items() if value in _VALUES[name]}
    if start := place_of(eye, address.get("after", "")):
        known["after"] = start
    return known


def place_of(eye: Eye, photo_public_id: str) -> str:
    """The same id where the photo has a place in the gallery, else nothing."""
    return photo_public_id if _place(eye, photo_public_id) else ""


def filtered(eye: Eye, marks: Marks, asked: Mapping[str, str]) -> QuerySet[Photo]:
    """The gallery's photos that fit the filters of ``asked_of``."""
    photos = photos_of(eye.gallery, eye.grant.sight)
    if "state" in asked:
        photos = photos.filter(state=asked["state"])
    if asked.get("commented") == "yes":
        photos = photos.filter(pk__in=marks.comments)
    if asked.get("ordered") == "yes":
        photos = photos.filter(pk__in=marks.ordered)
    if asked.get("picked") == "yes":
        photos = photos.filter(pk__in=marks.picked)
    if asked.get("picked") == "no":
        photos = photos.exclude(pk__in=marks.picked)
    if "stars" in asked:
        enough = [pk for pk, given in marks.stars.items() if given >= int(asked["stars"])]
        photos = photos.filter(pk__in=enough)
    return photos


def after(eye: Eye, photos: QuerySet[Photo], photo_public_id: str) -> QuerySet[Photo]:
    """The photos behind this one in the gallery's order; all of them where it is unknown."""
    place = _place(eye, photo_public_id)
    if place is None:
        return photos
    at, pk = place.position, place.pk
    return _with_place(photos).filter(Q(_at__gt=at) | Q(_at=at, _id__gt=pk))


def neighbours(eye: Eye, photo: Photo) -> tuple[str, str]:
    """Public ids of the photos before and behind; empty at the ends."""
    photos = photos_of(eye.gallery, eye.grant.sight)
    place = _place(eye, photo.public_id)
    if place is None:
        return "", ""
    at, pk = place.position, place.pk
    before = _with_place(photos).filter(Q(_at__lt=at) | Q(_at=at, _id__lt=pk)).reverse()
    behind = after(eye, photos, photo.public_id)
    first, last = (found.values_list("public_id", flat=True).first() for found in (before, behind))
    return first or "", last or ""


def tile(row: Row, renditions: Renditions, gallery: Gallery, buy_url: str = "") -> dict[str, Any]:
    """One photo for ``components/tile.html``; ``buy_url`` has ``ID`` where the photo's goes."""
    args = [gallery.public_id, row.public_id]
    is_story = gallery.layout == Gallery.Layout.STORY
    return {
        "id": row.public_id,
        "name": row.name,
        "width": row.width,
        "height": row.height,
        "thumbhash": row.thumbhash,
        "state": row.state,
        "small": renditions.full(row, MEDIUM if is_story else SMALL),
        "actions": row.actions,
        "picked": row.picked,
        "stars": row.stars,
        "comments": row.comments,
        "ordered": row.ordered,
        "url": reverse("gallery_site:photo", args=args),
        "download_url": reverse("gallery_site:download", args=args)
        if row.actions & DOWNLOAD
        else "",
        "buy_url": buy_url.replace("/ID/", f"/{row.public_id}/") if row.actions & BUY else "",
    }


def tiles(
    rows: Sequence[Row], renditions: Renditions, gallery: Gallery, buy_url: str
) -> list[dict[str, Any]]:
    return [tile(row, renditions, gallery, buy_url) for row in rows]


def _place(eye: Eye, photo_public_id: str) -> Placement | None:
    if not public_id.is_one(photo_public_id):
        return None
    found = Placement.objects.filter(
        seen(eye.grant.sight, "photo"), gallery=eye.gallery, photo__public_id=photo_public_id
    )
    place: Placement | None = found.first()
    return place


def _with_place(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Placements of this gallery only: ``photos_of`` has joined just those."""
    placed: QuerySet[Photo] = photos.annotate(
        _at=F("placements__position"), _id=F("placements__pk")
    )
    return placed
