"""Reads that pages and the API of libraries share: which files somebody has before them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from modules.agency.models import Library, Review
from modules.agency.services import reviewing, rights
from modules.gallery import access
from modules.gallery import facade as gallery
from modules.gallery.access import Sight
from modules.gallery.models import PhotoVersion

State = Review.State


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of the files that somebody has before them; ``bytes`` of all their versions."""

    files: int = 0
    bytes: int = 0
    waiting: int = 0


def libraries(sight: Sight | None, *, archived: bool = False) -> QuerySet[Any]:
    """Those in which somebody with this sight may do anything at all."""
    found: QuerySet[Any] = Library.objects.select_related("home", "contributor", "export_format")
    if sight is not None:
        found = found.filter(home__in=list(sight.homes))
    return found.filter(archived_at__isnull=not archived)


def library(sight: Sight | None, public_id: str) -> Library | None:
    found = Library.objects.select_related("home", "contributor", "export_format")
    row = found.filter(public_id=public_id).first()
    return row if row is not None and rights.in_home(sight, row.home_id) else None


def files(sight: Sight | None, home_ids: Collection[int]) -> QuerySet[Any]:
    """The files of these libraries that somebody has before them, with how far their review is.

    With each besides what ``photos_in_home`` gives: ``uploader_id``, of the first version.
    """
    found = reviewing.with_review(gallery.photos_in_home(home_ids=home_ids))
    first = PhotoVersion.objects.filter(photo=OuterRef("pk"), number=1)
    found = found.annotate(uploader_id=Subquery(first.values("uploaded_by")[:1]))
    seen: QuerySet[Any] = found.filter(access.seen(sight))
    return seen


def counts(sight: Sight | None, shown: Collection[Library]) -> dict[int, Counts]:
    """By library; three queries however many there are."""
    homes = {row.home_id: row for row in shown}
    seen = files(sight, list(homes)).order_by()
    rows = seen.values("home_id").annotate(
        files=Count("pk", distinct=True), bytes=Sum("versions__bytes")
    )
    waits = reviewing.waiting(seen).values("home_id").annotate(waiting=Count("pk"))
    waiting = {row["home_id"]: row["waiting"] for row in waits}
    return {
        homes[row["home_id"]].pk: Counts(
            files=row["files"], bytes=row["bytes"] or 0, waiting=waiting.get(row["home_id"], 0)
        )
        for row in rows
    }


def standing(state: str | None, *, review_first: bool) -> str:
    """One of ``Review.State``, or nothing where nobody has to look at the file."""
    if state is not None:
        return state
    return str(State.WAITING) if review_first else ""


def to_review(sight: Sight | None) -> int:
    """How many files wait for somebody with this sight; the badge."""
    return reviewing.waiting_for(sight).count()


def declined(sight: Sight | None, person_id: int) -> list[tuple[Library, int]]:
    """The libraries with files that this person uploaded and somebody declined; two queries."""
    shown = {row.home_id: row for row in libraries(sight)}
    own = files(sight, list(shown)).filter(uploader_id=person_id, review_state=State.DECLINED)
    rows = own.order_by().values("home_id").annotate(count=Count("pk")).order_by("home_id")
    return [(shown[row["home_id"]], row["count"]) for row in rows]
