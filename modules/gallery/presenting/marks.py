"""What one visitor, and everybody in comments, has said about the photos of a gallery."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from django.db import connection
from django.db.models import Count

from modules.gallery import hooks
from modules.gallery.models import Comment, Gallery, Placement
from modules.gallery.presenting.eyes import Eye


@dataclass(frozen=True)
class Marks:
    """By photo id. Picks, stars and orders are the visitor's own, comments are everybody's."""

    picked: Collection[int] = frozenset()
    ordered: Collection[int] = frozenset()
    stars: Mapping[int, int] = field(default_factory=dict)
    comments: Mapping[int, int] = field(default_factory=dict)

    def digest(self) -> str:
        """Equal marks look equal: what a page made of them is kept by.

        Comments are no part of it: each of them raises the gallery's revision.
        """
        said = (sorted(self.picked), sorted(self.ordered), sorted(self.stars.items()))
        return hashlib.sha256(orjson.dumps(said)).hexdigest()

    def with_comments(self, gallery: Gallery) -> Marks:
        """The same with what everybody has said in this gallery; one query where they may."""
        return replace(self, comments=_comments(gallery)) if gallery.comments_on else self


_OWN = """
WITH here AS (SELECT photo_id FROM gallery_placement WHERE gallery_id = %(gallery)s)
SELECT ARRAY(SELECT photo_id FROM gallery_pick JOIN here USING (photo_id)
             WHERE visitor_id = %(visitor)s),
       (SELECT json_agg(json_build_array(photo_id, stars))
        FROM gallery_rating JOIN here USING (photo_id) WHERE visitor_id = %(visitor)s)
"""


def own(eye: Eye) -> Marks:
    """The visitor's own in a whole gallery; at most three queries, none for somebody unknown."""
    if eye.visitor is None:
        return Marks()
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"gallery": eye.gallery.pk, "visitor": eye.visitor.pk})
        picked, stars = cursor.fetchone()
    return Marks(picked=frozenset(picked), ordered=_ordered(eye), stars=dict(stars or ()))


def _comments(gallery: Gallery) -> dict[int, int]:
    """What was said in this gallery: a photo may lie in others, with comments of their own."""
    shown: Any = Comment.objects.filter(gallery=gallery, hidden_at=None).order_by()
    counted = shown.values("photo_id").annotate(n=Count("pk"))
    return dict(counted.values_list("photo_id", "n"))


def _ordered(eye: Eye) -> frozenset[int]:
    if eye.visitor is None or not eye.may_ever_order:
        return frozenset()
    here = Placement.objects.filter(gallery=eye.gallery).values_list("photo_id", flat=True)
    found = hooks.ordered_photos(
        eye.modules, visitor_id=eye.visitor.pk, photo_ids=list(here)
    )  # fmt: skip
    return frozenset(found)
