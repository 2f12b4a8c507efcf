"""What one visitor, and everybody in comments, has said about the photos of a gallery."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db.models import Count

from modules.gallery import hooks
from modules.gallery.models import Comment, Pick, Placement, Rating
from modules.gallery.presenting.eyes import Eye


@dataclass(frozen=True)
class Marks:
    """By photo id. Picks, stars and orders are the visitor's own, comments are everybody's."""

    picked: Collection[int] = frozenset()
    ordered: Collection[int] = frozenset()
    stars: Mapping[int, int] = field(default_factory=dict)
    comments: Mapping[int, int] = field(default_factory=dict)

    def digest(self) -> str:
        """Equal marks look equal: what a page made of them is kept by."""
        own = (sorted(self.picked), sorted(self.ordered), _pairs(self.stars))
        said = (own, _pairs(self.comments))
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def of(eye: Eye) -> Marks:
    """The marks of a whole gallery; at most five queries, none for somebody unknown without any."""
    comments = _comments(eye) if eye.gallery.comments_on else {}
    if eye.visitor is None:
        return Marks(comments=comments)
    here = Placement.objects.filter(gallery=eye.gallery).values("photo")
    picks = Pick.objects.filter(visitor=eye.visitor, photo__in=here)
    ratings = Rating.objects.filter(visitor=eye.visitor, photo__in=here)
    return Marks(
        picked=frozenset(picks.values_list("photo_id", flat=True)),
        ordered=_ordered(eye),
        stars=dict(ratings.values_list("photo_id", "stars")),
        comments=comments,
    )


def _comments(eye: Eye) -> dict[int, int]:
    """What was said in this gallery: a photo may lie in others, with comments of their own."""
    shown: Any = Comment.objects.filter(gallery=eye.gallery, hidden_at=None).order_by()
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


def _pairs(counts: Mapping[int, int]) -> list[tuple[int, int]]:
    return sorted(counts.items())
