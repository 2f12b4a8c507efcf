"""The tree of galleries: how deep, how wide, and one change of it at a time."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import F, Max
from django.utils.translation import gettext as _

from modules.gallery.models import Gallery
from modules.gallery.models.galleries import DEEPEST_LEVEL, CannotHoldItself, TooDeep
from safelight.kernel.errors import Refusal

MOST_CHILDREN = 1000

_BELOW = """
WITH RECURSIVE down AS (
    SELECT id, 0 AS level FROM gallery_gallery WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT g.id, down.level + 1
    FROM down JOIN gallery_gallery g ON g.parent_id = down.id WHERE down.level < %(deepest)s
)
SELECT id, max(level) FROM down GROUP BY id
"""


class TooManyGalleries(Refusal):
    code = "too_many_galleries"


def lock() -> None:
    """Let one transaction at a time change the studio's tree, so that no circle can arise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' galleries'))")


def below(gallery_ids: Collection[int]) -> dict[int, int]:
    """These galleries and all under them: id to how many levels it lies below."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"ids": list(gallery_ids), "deepest": DEEPEST_LEVEL})
        return dict(cursor.fetchall())


def next_position(parent: Gallery | None) -> int:
    last = Gallery.shown().filter(parent=parent).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def refuse_beyond(*, parent: Gallery | None, moving: Gallery | None = None) -> None:
    """Refuse what would make the tree a circle, too deep or too wide. Needs ``lock`` first."""
    if Gallery.shown().filter(parent=parent).count() >= MOST_CHILDREN:
        raise TooManyGalleries(
            _("A gallery holds at most %(most)d sub-galleries.") % {"most": MOST_CHILDREN}
        )
    moved = below([moving.pk]) if moving else {}
    if parent is not None and parent.pk in moved:
        raise CannotHoldItself(_("A gallery cannot lie inside itself."))
    level = len(parent.ancestors()) + 2 if parent else 1
    if level + max(moved.values(), default=0) > DEEPEST_LEVEL:
        raise TooDeep(
            _("Galleries go %(deepest)d levels deep, and not deeper.") % {"deepest": DEEPEST_LEVEL}
        )


def decider(gallery: Gallery) -> Gallery:
    """The gallery whose table decides: itself, or the nearest above with a table of its own."""
    if gallery.own_authorizations:
        return gallery
    above = (each for each in gallery.ancestors() if each.own_authorizations)
    return next(above, gallery)


def touched(gallery_ids: Collection[int]) -> None:
    """Note that clients see something else in these galleries than before."""
    Gallery.objects.filter(pk__in=gallery_ids).update(content_revision=F("content_revision") + 1)
