"""Whoever stands before a gallery's address: the gallery and what they may do, in one statement.

Asked by every page and by every script of a page, so the statement is written once, not each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db import connection

from modules.gallery.access.deciding import ROW, decide, decide_at_top
from modules.gallery.access.grants import Grant
from modules.gallery.access.viewer import Viewer
from modules.gallery.models import Gallery


@dataclass(frozen=True, slots=True)
class Doorstep:
    """A gallery, the decision about it, and whether other galleries lie in it."""

    gallery: Gallery
    grant: Grant
    holds_galleries: bool


def doorstep(viewer: Viewer, public_id: str) -> Doorstep | None:
    """None where there is no such gallery; the grant says whether the viewer may enter."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [public_id])
        found = cursor.fetchone()
    if found is None:
        return None
    holds_galleries, table, *columns = found
    gallery = Gallery.from_columns(columns)
    # Inside another gallery, those above have a word in it too.
    inside = gallery.parent_id is not None
    grant = decide(viewer, gallery) if inside else decide_at_top(viewer, gallery, table or [])
    return Doorstep(gallery, grant, holds_galleries)


@cache
def _statement() -> str:
    return f"""
SELECT EXISTS (SELECT 1 FROM gallery_gallery below WHERE below.parent_id = g.id
                      AND below.finals_of_id IS NULL),
       (SELECT json_agg(json_build_array({ROW}) ORDER BY id)
        FROM gallery_authorization WHERE gallery_id = g.id),
       {Gallery.columns("g")}
FROM gallery_gallery g WHERE g.public_id = %s
"""  # noqa: S608 - names of columns alone
