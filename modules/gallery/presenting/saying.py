"""What was said about one photo, as one visitor sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from modules.gallery.presenting.eyes import Eye
from safelight.accounts.models import Visitor


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A comment with the name that others may know its author by."""

    id: str
    author: str
    text: str
    created_at: datetime
    mine: bool
    by_studio: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """The visitor's own pick and stars; remarks are everybody's, oldest first."""

    picked: bool
    stars: int
    thread: list[Remark]


def said(eye: Eye, photo: Photo, *, studio_name: str) -> Said:
    """At most three queries; what is switched off in the gallery is not looked for."""
    gallery, visitor = eye.gallery, eye.visitor
    mine = {"photo": photo, "visitor": visitor}
    rating = Rating.objects.filter(**mine).first() if visitor and gallery.ratings_on else None
    return Said(
        picked=bool(visitor and gallery.picks_on and Pick.objects.filter(**mine).exists()),
        stars=rating.stars if rating else 0,
        thread=thread(gallery, photo, visitor, studio_name=studio_name),
    )


def thread(
    gallery: Gallery, photo: Photo, visitor: Visitor | None, *, studio_name: str
) -> list[Remark]:
    """What was said in this gallery about the photo and is not hidden."""
    if not gallery.comments_on:
        return []
    rows = Comment.objects.filter(gallery=gallery, photo=photo, hidden_at=None)
    return [
        remark(row, visitor, studio_name=studio_name)
        for row in rows.select_related("visitor__person")
    ]


def remark(comment: Comment, visitor: Visitor | None, *, studio_name: str) -> Remark:
    mine = visitor is not None and comment.visitor_id == visitor.pk
    return Remark(
        id=comment.public_id,
        author=_author(comment, mine=mine, studio_name=studio_name),
        text=comment.text,
        created_at=comment.at,
        mine=mine,
        by_studio=comment.by_team,
    )


def _author(comment: Comment, *, mine: bool, studio_name: str) -> str:
    if comment.by_team:
        return studio_name
    if mine:
        return _("You")
    person = comment.visitor.person
    # An e-mail address is nobody's business but the studio's.
    return (person.name if person else comment.visitor.name) or _("A guest")
