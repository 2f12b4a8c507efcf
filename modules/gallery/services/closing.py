"""The last day of a gallery.

The decision about rights looks at the clock itself (``access.deciding``), so a gallery closes on
time whether or not a worker runs. Each hour the clock has the moment noted here: pages that list
the gallery are made anew, and links that were signed before end. Until then such a link goes on,
and for 15 minutes at the most, which is as long as any link lives (``storage.links``).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from modules.gallery.access import revisions
from modules.gallery.models import Gallery
from modules.gallery.services import tree
from modules.gallery.settings import GallerySettings
from safelight.site import selectors as site


def usual_end(gallery: Gallery, *, published_at: datetime) -> datetime | None:
    """When the studio's settings close a gallery that is published now; below others they do."""
    days = site.module_settings("gallery", GallerySettings).open_days
    if not days or gallery.parent_id is not None:
        return None
    return published_at + timedelta(days=days)


def close(*, at: datetime) -> list[int]:
    """Note what has closed by now and was not noted before; their ids."""
    due = Gallery.objects.filter(
        published_at__isnull=False, closes_at__lte=at, closed_at=None
    ).values_list("pk", flat=True)  # fmt: skip
    return [pk for pk in due if _note(pk, at)]


def _note(pk: int, at: datetime) -> bool:
    with transaction.atomic():  # The links end with the same commit.
        rows = Gallery.objects.filter(pk=pk, closes_at__lte=at, closed_at=None)
        if not rows.update(closed_at=at):
            return False
        revisions.raise_for([pk])
        tree.touched([pk])
    return True
