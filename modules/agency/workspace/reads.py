"""What the pages of libraries show, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.http import Http404, HttpRequest
from rest_framework.exceptions import ValidationError

from modules.agency import selectors
from modules.agency.models import Library, LibraryAccess, Review
from modules.agency.selectors import Counts
from modules.agency.services import reviewing, rights
from modules.gallery import facade as gallery
from modules.gallery.access import Right, Sight
from modules.gallery.facts import Thumb
from modules.gallery.models import Photo, Placement
from safelight.accounts.models import Person
from safelight.api.pages import keyset

PER_PAGE = 120


@dataclass(frozen=True, kw_only=True)
class LibraryRow:
    library: Library
    counts: Counts
    uploaders: list[str]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A file of a library. ``standing`` is a state of ``Review``, or empty."""

    photo: Photo
    thumb: Thumb | None
    standing: str
    note: str
    is_placed: bool
    is_own: bool
    library: Library


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One page of files. ``count`` is of all that the filters leave."""

    tiles: list[Tile]
    count: int
    next_url: str
    previous_url: str


FILTERS = ("", "mine", "waiting", "declined", "placed", "unplaced")


def libraries(sight: Sight | None, *, archived: bool) -> list[LibraryRow]:
    shown = list(selectors.libraries(sight, archived=archived))
    counted = selectors.counts(sight, shown)
    names = _uploaders(sight, shown)
    return [
        LibraryRow(library=row, counts=counted.get(row.pk, Counts()), uploaders=names[row.pk])
        for row in shown
    ]


def _uploaders(sight: Sight | None, shown: Collection[Library]) -> dict[int, list[str]]:
    """Who may upload by a row for the library itself, for those who see more than their own."""
    rows = LibraryAccess.objects.filter(library__in=shown).select_related(
        "member__person", "rights_set"
    )
    names: dict[int, list[str]] = defaultdict(list)
    homes = {row.pk: row.home_id for row in shown}
    for row in rows.order_by("member__person__name"):
        assert row.library_id is not None
        sees = rights.may(sight, homes[row.library_id], Right.SEE)
        if sees and Right.UPLOAD in rights.known(row.rights_set.rights):
            names[row.library_id].append(str(row.member.person))
    return names


def shelf(request: HttpRequest, sight: Sight | None, library: Library, person: Person) -> Shelf:
    """What the address asks for: ``q`` (part of a name), ``show``, ``after``; newest first."""
    found = _filtered(request, selectors.files(sight, [library.home_id]), person)
    return page_of(request, found, {library.home_id: library}, person)


def page_of(
    request: HttpRequest, found: Any, libraries: dict[int, Library], person: Person
) -> Shelf:
    try:
        page = keyset(found, by="-created_at", after=request.GET.get("after"), limit=PER_PAGE)
    except (ValidationError, ValueError, TypeError, UnicodeDecodeError):
        raise Http404 from None  # The address was tampered with.
    photos: list[Any] = list(page.rows)
    pairs = [(photo.home_id, photo.pk) for photo in photos]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    return Shelf(
        tiles=[
            Tile(
                photo=photo,
                thumb=thumbs.get(photo.pk),
                standing=selectors.standing(
                    photo.review_state, review_first=libraries[photo.home_id].review_first
                ),
                note=photo.review_note or "",
                is_placed=photo.is_placed,
                is_own=photo.uploader_id == person.pk,
                library=libraries[photo.home_id],
            )
            for photo in photos
        ],
        count=found.count(),
        next_url=turned(request, page.next) if page.next else "",
        previous_url=turned(request, None) if "after" in request.GET else "",
    )


def turned(request: HttpRequest, after: str | None) -> str:
    """The address of this list with another place to begin."""
    query = request.GET.copy()
    query.pop("after", None)
    if after:
        query["after"] = after
    return f"?{query.urlencode()}"


def _filtered(request: HttpRequest, found: Any, person: Person) -> Any:
    words = request.GET.get("q", "").replace("\0", "").strip()
    if words:
        found = found.filter(name_key__contains=words.casefold())
    asked = request.GET.get("show", "")
    if asked == "waiting":
        return reviewing.waiting(found)
    wanted = {
        "mine": Q(uploader_id=person.pk),
        "declined": Q(review_state=Review.State.DECLINED),
        "placed": Q(is_placed=True),
        "unplaced": Q(is_placed=False),
    }
    return found.filter(wanted.get(asked, Q()))


def shown_in(photo: Photo, sight: Sight | None, *, sees_galleries: bool) -> list[Any]:
    """The galleries that show a file, as far as the member may know of them."""
    if not sees_galleries:
        return []
    rows = Placement.objects.filter(photo=photo, in_home=False, gallery__finals_of=None)
    if sight is not None and sight.galleries is not None:
        rows = rows.filter(gallery__in=sight.galleries)
    return list(
        rows.order_by("gallery__title").values(
            title=F("gallery__title"), public_id=F("gallery__public_id")
        )
    )
