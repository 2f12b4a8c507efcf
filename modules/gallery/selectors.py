"""Reads that pages, API and other modules share."""

from __future__ import annotations

from django.db.models import QuerySet

from modules.gallery.access import Grant, Sight, Viewer, doorstep, seen
from modules.gallery.models import Gallery, Photo, Placement


def reachable(viewer: Viewer, public_id: str) -> tuple[Gallery, Grant] | None:
    """The gallery and what the viewer may do in it; None where they may not enter.

    Asked by everything that loads a gallery or photo for somebody; None becomes 404.
    """
    found = doorstep(viewer, public_id)
    return (found.gallery, found.grant) if found and found.grant.enter else None


def photos_of(gallery: Gallery, sight: Sight | None) -> QuerySet[Photo]:
    """The gallery's ready photos in its order, with their present version.

    ``sight`` is that of the grant by which somebody looks: it leaves out what is not before them.
    """
    ready: QuerySet[Photo] = Photo.objects.filter(
        seen(sight), placements__gallery=gallery, version__isnull=False
    )
    return ready.select_related("version").order_by("placements__position", "placements__pk")


def photo_in(gallery: Gallery, sight: Sight | None, public_id: str) -> Photo | None:
    """A ready photo of this gallery that is before them, or None."""
    return photos_of(gallery, sight).filter(public_id=public_id).first()


def first_photos(galleries: list[Gallery], sight: Sight | None) -> dict[int, Photo]:
    """The photo that stands for each gallery: its cover, else the first one that is ready.

    ``sight`` as in ``photos_of``.
    """
    wanted = [gallery.pk for gallery in galleries]
    firsts = (
        Placement.objects.filter(
            seen(sight, "photo"), gallery__in=wanted, photo__version__isnull=False
        )
        .order_by("gallery_id", "position", "pk")
        .distinct("gallery_id")
        .values_list("gallery_id", "photo_id")
    )
    chosen = dict(firsts)
    covers = {gallery.pk: gallery.cover_id for gallery in galleries if gallery.cover_id}
    photos = Photo.objects.filter(
        seen(sight), pk__in=[*chosen.values(), *covers.values()], version__isnull=False
    )
    by_id = {photo.pk: photo for photo in photos.select_related("version")}
    chosen |= {key: photo_id for key, photo_id in covers.items() if photo_id in by_id}
    return {key: by_id[photo_id] for key, photo_id in chosen.items() if photo_id in by_id}
