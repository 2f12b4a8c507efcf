"""Galleries that the whole world may see: what the studio's public site names of them."""

from __future__ import annotations

from collections.abc import Collection

from modules.gallery.access import Viewer, decide_many
from modules.gallery.models import Gallery
from modules.gallery.presenting.eyes import Eye

NOBODY = Viewer()


def galleries() -> list[Gallery]:
    """Published, not closed, not hidden nor under a hidden one, and open without a password."""
    found = list(
        Gallery.shown().filter(Gallery.open_now(), hidden=False).order_by("position", "pk")
    )
    grants = decide_many(NOBODY, found)
    hidden = set(Gallery.objects.filter(hidden=True).values_list("pk", flat=True))
    parents: dict[int, int | None] = dict(Gallery.objects.values_list("pk", "parent_id"))
    return [
        gallery
        for gallery in found
        if grants[gallery.pk].enter and not _is_under(gallery.parent_id, hidden, parents)
    ]


def is_public(gallery: Gallery) -> bool:
    """Whether ``galleries`` names it; at most a query for each gallery above."""
    if gallery.hidden or gallery.only_keeps_files or not gallery.is_open:
        return False
    if any(above.hidden for above in gallery.ancestors()):
        return False
    return decide_many(NOBODY, [gallery])[gallery.pk].enter


def is_listed(eye: Eye) -> bool:
    """``is_public`` for somebody who looks as anybody; no query but for galleries above."""
    if eye.grant.via != "anybody" or eye.gallery.hidden:
        return False
    return not any(above.hidden for above in eye.gallery.ancestors())


def _is_under(
    parent: int | None, hidden: Collection[int], parents: dict[int, int | None]
) -> bool:  # fmt: skip
    while parent is not None:
        if parent in hidden:
            return True
        parent = parents.get(parent)
    return False
