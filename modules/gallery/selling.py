"""What selling asks of galleries: who may enter, what is free, and where a gallery lies.

Reached through ``facade``. Answers come for many ids at once, in a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.gallery.access import Grant, Viewer, decide, decide_many
from modules.gallery.facts import EnteredGallery, Free, PhotoFacts
from modules.gallery.models import Authorization, Gallery, Photo, PhotoState, Placement
from modules.gallery.models.galleries import DEEPEST_LEVEL
from modules.gallery.services import downloads, placing, transfers, tree

# A gallery itself is on level 0 of both.
_ABOVE = """
WITH RECURSIVE up AS (
    SELECT id AS start, id, parent_id, 0 AS level FROM gallery_gallery WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT up.start, g.id, g.parent_id, up.level + 1
    FROM up JOIN gallery_gallery g ON g.id = up.parent_id WHERE up.level < %(deepest)s
)
SELECT start, array_agg(id ORDER BY level) FROM up GROUP BY start
"""
_BELOW = """
WITH RECURSIVE down AS (
    SELECT id, 0 AS level FROM gallery_gallery WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT g.id, down.level + 1
    FROM down JOIN gallery_gallery g ON g.parent_id = down.id WHERE down.level < %(deepest)s
)
SELECT DISTINCT id FROM down
"""


def free_states(grant: Grant) -> frozenset[str]:
    """States in which this client may have the untouched original for nothing.

    None for the team, which may have everything and wants to see what clients are offered.
    """
    if grant.via == "team":
        return frozenset()
    return frozenset(state for state in PhotoState.values if grant.may_download_original(state))


def entered(*, viewer: Viewer, ids: Collection[int]) -> dict[int, EnteredGallery]:
    """Those of the galleries that the viewer may enter now, by id."""
    found = list(Gallery.objects.filter(pk__in=ids))
    grants = decide_many(viewer, found)
    late = set() if viewer.is_team else over(ids)
    return {
        gallery.pk: EnteredGallery(
            id=gallery.pk,
            public_id=gallery.public_id,
            title=gallery.title,
            free_states=free_states(grants[gallery.pk]),
            closed=_why_closed(grants[gallery.pk], is_over=gallery.pk in late),
        )
        for gallery in found
        if grants[gallery.pk].enter
    }


def _why_closed(grant: Grant, *, is_over: bool) -> str:
    if grant.looks_only:
        return _("Open the gallery and give the code that the studio gave you first.")
    return _("The time to choose photos here is over.") if is_over else ""


def over(gallery_ids: Collection[int]) -> set[int]:
    """Those of the galleries in which clients pick and order nothing more."""
    rows = Gallery.objects.filter(pk__in=gallery_ids, choose_until__lte=Now())
    return set(rows.values_list("pk", flat=True))


def placed(*, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], PhotoFacts]:
    """Ready photos by (gallery id, photo id), of those pairs that are really placed so."""
    asked = set(pairs)
    rows = Placement.objects.filter(
        gallery__in={gallery_id for gallery_id, _ in asked},
        photo__in={photo_id for _, photo_id in asked},
        photo__version__isnull=False,
    ).select_related("photo__version")
    return {
        (row.gallery_id, row.photo_id): facts_of(row.photo)
        for row in rows
        if (row.gallery_id, row.photo_id) in asked
    }


def contents(*, ids: Collection[int]) -> dict[int, list[PhotoFacts]]:
    """The ready photos of each gallery, in its order."""
    found: dict[int, list[PhotoFacts]] = {gallery_id: [] for gallery_id in ids}
    rows = Placement.objects.filter(gallery__in=ids, photo__version__isnull=False)
    for row in rows.select_related("photo__version"):
        found[row.gallery_id].append(facts_of(row.photo))
    return found


def above(*, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Each gallery itself and those it lies in, nearest first."""
    return {start: tuple(line) for start, line in _walk(_ABOVE, ids)}


def look_changed(*, gallery_ids: Collection[int], photo_ids: Collection[int] = ()) -> None:
    """Clients see something else in these galleries, in those below them, and where the photos are.

    Called in the transaction of the change.
    """
    below = [row[0] for row in _walk(_BELOW, gallery_ids)]
    tree.touched({*below, *placing.galleries_of(photo_ids)})


def transferred(*, gallery: Gallery) -> frozenset[int]:
    """Ids of the gallery's photos that have a final in its photo transfer."""
    return transfers.matched(gallery).photo_ids


def finals_changed(*, gallery_ids: Collection[int]) -> None:
    """Who may have finals of these galleries has changed; called in that transaction."""
    transfers.decide_anew(gallery_ids)


def free_of(*, viewer: Viewer, gallery: Gallery, photo: Photo) -> Free:
    """What the viewer, who may enter the gallery, may have of the photo for nothing."""
    grant = decide(viewer, gallery)
    formats = downloads.offered_formats(grant)
    now, final = (
        downloads.choices(grant=grant, state=state, formats=formats)
        for state in (photo.state, PhotoState.FINAL)
    )
    address = reverse("gallery_site:download", args=[gallery.public_id, photo.public_id])
    return Free(
        ways=tuple((_name(choice), f"{address}?as={choice.key}") for choice in now),
        later=len(final) > len(now),
        orderable=grant.may_order(photo.state, gallery.order_states),
    )


def _name(choice: downloads.Choice) -> str:
    if choice.format is not None:
        return str(choice.format)
    return _("Original") if choice.what == "original" else _("Preview")


def lets_order(*, gallery: Gallery) -> bool:
    """Whether some clients may order its photos for nothing."""
    table = Authorization.objects.filter(gallery=tree.decider(gallery), enter=True, order=True)
    return bool(table.exists())


def facts_of(photo: Photo) -> PhotoFacts:
    version = photo.version
    return PhotoFacts(
        id=photo.pk,
        public_id=photo.public_id,
        name=photo.name,
        state=photo.state,
        version_id=photo.version_id,
        is_ready=photo.is_ready,
        width=version.width if version else 0,
        height=version.height if version else 0,
    )


def _walk(statement: str, ids: Collection[int]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": list(ids), "deepest": DEEPEST_LEVEL})
        return list(cursor.fetchall())
