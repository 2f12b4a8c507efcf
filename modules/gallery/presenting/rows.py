"""A gallery's photos as plain rows: one query for the photos, one for each thing said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from modules.gallery import hooks
from modules.gallery.access import Grant
from modules.gallery.models import Comment, DeliveryFormat, Gallery, Photo, Pick, Rating
from modules.gallery.services.downloads import choices
from safelight.accounts.models import Visitor

DOWNLOAD = 1
ORDER = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A photo as one visitor sees it. ``actions`` sums what they may do now: 1, 2 or both."""

    photo: Photo
    actions: int
    picked: bool
    stars: int
    comments: int
    ordered: bool


@dataclass(frozen=True, kw_only=True)
class Eye:
    """Who looks at which gallery, and with which rights."""

    gallery: Gallery
    grant: Grant
    visitor: Visitor | None
    formats: Sequence[DeliveryFormat]
    modules: frozenset[str]


def rows(eye: Eye, photos: QuerySet[Photo] | Sequence[Photo]) -> list[Row]:
    """The photos with what this visitor said and may do; five queries however many."""
    found = list(photos)
    ids = [photo.pk for photo in found]
    picked, stars = _own_words(eye, ids)
    comments = _comments(ids) if eye.gallery.comments_on else {}
    ordered = _ordered(eye, ids)
    return [
        Row(
            photo=photo,
            actions=actions(eye, photo),
            picked=photo.pk in picked,
            stars=stars.get(photo.pk, 0),
            comments=comments.get(photo.pk, 0),
            ordered=photo.pk in ordered,
        )
        for photo in found
    ]


def actions(eye: Eye, photo: Photo) -> int:
    may_have = bool(choices(grant=eye.grant, photo=photo, formats=eye.formats))
    ordering = "commerce" in eye.modules
    may_order = ordering and eye.grant.may_order(photo.state, eye.gallery.order_states)
    return DOWNLOAD * may_have + ORDER * may_order


def _own_words(eye: Eye, ids: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    if eye.visitor is None:
        return set(), {}
    picks = Pick.objects.filter(visitor=eye.visitor, photo__in=ids)
    ratings = Rating.objects.filter(visitor=eye.visitor, photo__in=ids)
    return set(picks.values_list("photo_id", flat=True)), dict(
        ratings.values_list("photo_id", "stars")
    )


def _comments(ids: Iterable[int]) -> dict[int, int]:
    shown: Any = Comment.objects.filter(photo__in=ids, hidden_at=None).order_by()
    counted = shown.values("photo_id").annotate(n=Count("pk"))
    return dict(counted.values_list("photo_id", "n"))


def _ordered(eye: Eye, ids: list[int]) -> set[int]:
    if eye.visitor is None:
        return set()
    return hooks.ordered_photos(eye.modules, visitor_id=eye.visitor.pk, photo_ids=ids)
