"""What clients say about photos: counts for tiles, and the whole of it for one gallery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from modules.gallery.access import Sight, seen
from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from safelight.accounts.models import Visitor


@dataclass(frozen=True, kw_only=True)
class Words:
    """Counts about one photo; ``stars`` is the mean of all ratings, None without any."""

    picks: int = 0
    comments: int = 0
    ratings: int = 0
    stars: float | None = None


@dataclass(frozen=True, kw_only=True)
class VisitorPicks:
    name: str
    photos: list[Photo] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """``shared`` are photos that several visitors picked, with how many did."""

    picks: list[VisitorPicks]
    shared: list[tuple[Photo, int]]
    rated: list[tuple[Photo, Words]]
    comments: list[Comment]


def words_about(photo_ids: Collection[int]) -> dict[int, Words]:
    """Counts for each photo, in three queries."""
    picks = Pick.objects.filter(photo__in=photo_ids).values("photo").annotate(n=Count("pk"))
    comments = Comment.objects.filter(photo__in=photo_ids, hidden_at=None).order_by()
    said = comments.values("photo").annotate(n=Count("pk"))
    stars = Rating.objects.filter(photo__in=photo_ids).values("photo")
    rated = stars.annotate(n=Count("pk"), mean=Avg("stars"))
    picked = {row["photo"]: row["n"] for row in picks}
    commented = {row["photo"]: row["n"] for row in said}
    rating = {row["photo"]: (row["n"], row["mean"]) for row in rated}
    return {
        photo_id: Words(
            picks=picked.get(photo_id, 0),
            comments=commented.get(photo_id, 0),
            ratings=rating.get(photo_id, (0, None))[0],
            stars=rating.get(photo_id, (0, None))[1],
        )
        for photo_id in photo_ids
    }


def of(gallery: Gallery, sight: Sight | None) -> Feedback:
    """Everything that was said about the gallery's photos, as far as they are before a member."""
    photos = {
        photo.pk: photo
        for photo in Photo.objects.filter(seen(sight), placements__gallery=gallery).order_by(
            "name_key", "pk"
        )
    }
    by_visitor = _picked(photos)
    counts: dict[int, int] = defaultdict(int)
    for picked in by_visitor:
        for photo in picked.photos:
            counts[photo.pk] += 1
    words = words_about(list(photos))
    rated = [(photo, words[pk]) for pk, photo in photos.items() if words[pk].ratings]
    comments = Comment.objects.filter(seen(sight, "photo"), gallery=gallery)
    return Feedback(
        picks=by_visitor,
        shared=[(photos[pk], n) for pk, n in counts.items() if n > 1],
        rated=sorted(rated, key=lambda pair: -(pair[1].stars or 0)),
        comments=list(comments.select_related("photo", "visitor__person").order_by("-pk")),
    )


def name_of(visitor: Visitor) -> str:
    """A person's name and address, what a stranger calls themselves, or a number."""
    if visitor.person is not None:
        known = visitor.person
        return f"{known.name} ({known.email})" if known.name else known.email
    return visitor.name or _("Visitor %(number)d") % {"number": visitor.pk}


def _picked(photos: dict[int, Photo]) -> list[VisitorPicks]:
    rows = Pick.objects.filter(photo__in=photos).select_related("visitor__person")
    by_visitor: dict[int, VisitorPicks] = {}
    for row in rows.order_by("visitor_id"):
        entry = by_visitor.setdefault(row.visitor_id, VisitorPicks(name=name_of(row.visitor)))
        entry.photos.append(photos[row.photo_id])
    for entry in by_visitor.values():
        entry.photos.sort(key=lambda photo: (photo.name_key, photo.pk))
    return list(by_visitor.values())
