"""Review: files of some libraries are shown to clients only after somebody has approved them.

A decision is about one version of a file, so whatever was replaced since waits again, without
anybody having to write that down. In a library without review only what was sent there waits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.agency.models import Library, Review
from modules.agency.services import rights
from modules.gallery import facade as gallery
from modules.gallery.access import Right, Sight
from modules.gallery.models import Photo
from safelight import outbox
from safelight.accounts.models import Member, Person
from safelight.kernel.errors import Refusal

State = Review.State


class NothingToReview(Refusal):
    code = "nothing_to_review"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How many files were decided; ``changed`` were replaced since the reviewer looked."""

    decided: int
    changed: int


def with_review(photos: QuerySet[Any]) -> QuerySet[Any]:
    """With each photo of ``photos_in_home``: ``review_state`` of its present version or None, and
    ``review_note``.
    """
    row = Review.objects.filter(photo=OuterRef("pk"), version=OuterRef("version"))
    found: QuerySet[Any] = photos.annotate(
        review_state=Subquery(row.values("state")[:1]),
        review_note=Subquery(row.values("note")[:1]),
    )
    return found


def homes_with_review() -> QuerySet[Any]:
    """Ids, for use in another query."""
    found: QuerySet[Any] = Library.objects.filter(review_first=True).values("home_id")
    return found.order_by()


def waiting(photos: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``photos_in_home`` that somebody has to look at."""
    first = Q(review_state=None, home_id__in=homes_with_review())
    return with_review(photos).filter(first | Q(review_state=State.WAITING))


def waiting_for(sight: Sight | None) -> QuerySet[Any]:
    """What waits in the libraries in which somebody with this sight reviews."""
    if sight is None:
        homes: Collection[int] = Library.objects.values_list("home_id", flat=True)
    else:
        homes = [home_id for home_id in sight.homes if sight.may(home_id, Right.REVIEW)]
    return waiting(gallery.photos_in_home(home_ids=homes))


def held(photo_ids: Collection[int]) -> dict[int, Library]:
    """Which of these photos no client may see yet, with the library of each."""
    homes = gallery.home_of(photo_ids=photo_ids)
    libraries = {row.home_id: row for row in Library.objects.filter(home__in=set(homes.values()))}
    of_photo = {pk: libraries[home] for pk, home in homes.items() if home in libraries}
    rows = with_review(Photo.objects.filter(pk__in=of_photo)).values_list("pk", "review_state")
    return {
        pk: of_photo[pk]
        for pk, state in rows
        if state in (State.WAITING, State.DECLINED) or (state is None and of_photo[pk].review_first)
    }


def sentence_about(found: Mapping[int, Library]) -> str | None:
    """Why they cannot be shown, library by library."""
    counted = Counter(library.name for library in found.values())
    words = [
        ngettext(
            "%(count)d photo of “%(library)s” is not approved yet.",
            "%(count)d photos of “%(library)s” are not approved yet.",
            count,
        )
        % {"count": count, "library": name}
        for name, count in sorted(counted.items())
    ]
    return " ".join(words) or None


def why_not_replaced(*, photo_id: int, person_id: int | None) -> str | None:
    """What clients see is replaced only by somebody who reviews: nobody else has looked at it."""
    homes = gallery.home_of(photo_ids=[photo_id])
    library = Library.objects.filter(home__in=homes.values(), review_first=True).first()
    if library is None or person_id is None:
        return None
    living: QuerySet[Any] = gallery.photos_in_home(home_ids=[library.home_id])
    if not living.filter(pk=photo_id, is_placed=True).exists():
        return None
    member = Member.objects.select_related("role").filter(person=person_id).first()
    if member is not None and rights.may(rights.of(member), library.home_id, Right.REVIEW):
        return None
    return _("Clients see the earlier one already, and only a reviewer replaces that.")


def decide(
    *, seen: Mapping[int, int], approve: bool, note: str, by: Person, at: datetime
) -> Decided:
    """Approve or decline photos, given with the number of the version that was looked at.

    The caller has decided that ``by`` may review them. Whoever uploaded them gets one mail. Raises
    ``NothingToReview`` where each of them was replaced meanwhile.
    """
    state = State.APPROVED if approve else State.DECLINED
    with transaction.atomic():  # Decisions, and the mail that tells of them.
        rows = Photo.objects.select_for_update(of=("self",)).select_related("version__uploaded_by")
        photos = list(rows.filter(pk__in=seen).order_by("pk"))
        same = [p for p in photos if p.version is not None and p.version.number == seen[p.pk]]
        if not same:
            raise NothingToReview(_("These files changed meanwhile. Look at them again."))
        told = [photo for photo in same if _write(photo, state, note, by, at)]
        _tell(told, state=state, note=note, by=by, at=at)
    return Decided(decided=len(same), changed=len(photos) - len(same))


def ask(*, photo_ids: Collection[int], at: datetime) -> int:
    """Send photos for review, also such that were declined; how many.

    What clients see already stays as it is.
    """
    homes = set(gallery.home_of(photo_ids=photo_ids).values())
    living: QuerySet[Any] = gallery.photos_in_home(home_ids=homes)
    unshown = living.filter(pk__in=photo_ids, is_placed=False)
    with transaction.atomic():  # All that was selected, or nothing.
        return sum(_write(photo, State.WAITING, "", None, at) for photo in unshown)


def take_shown_as_approved(*, library: Library, by: Person, at: datetime) -> None:
    """For a library in which review begins: nobody waits for what clients have seen."""
    living = gallery.photos_in_home(home_ids=[library.home_id])
    shown = with_review(living).filter(is_placed=True, review_state=None)
    rows = (
        Review(photo_id=pk, version_id=version, state=State.APPROVED, by=by, since=at)
        for pk, version in shown.values_list("pk", "version")
    )
    # There may be a row about an earlier version.
    Review.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["photo"],
        update_fields=["version", "state", "note", "by", "since"],
    )  # fmt: skip


def keep_waiting(*, photos: Iterable[Photo], at: datetime) -> None:
    """Photos that go to a library without review take along that they wait."""
    for photo in photos:
        _write(photo, State.WAITING, "", None, at)


def _write(photo: Photo, state: State, note: str, by: Person | None, at: datetime) -> bool:
    """Whether this is news."""
    known = Review.objects.filter(photo=photo, version=photo.version_id, state=state, note=note)
    if known.exists():
        return False
    said = {"version_id": photo.version_id, "state": state, "note": note, "by": by, "since": at}
    Review.objects.update_or_create(photo=photo, defaults=said)
    return True


def _tell(photos: Collection[Photo], *, state: State, note: str, by: Person, at: datetime) -> None:
    """One mail to each person who uploaded some of them, unless they decided themselves."""
    uploaded: dict[Person, list[Photo]] = defaultdict(list)
    for photo in photos:
        uploader = photo.version.uploaded_by if photo.version else None
        if uploader is not None and uploader.pk != by.pk and uploader.is_active:
            uploaded[uploader].append(photo)
    homes = gallery.home_of(photo_ids=[photo.pk for photo in photos])
    libraries = {row.home_id: row for row in Library.objects.filter(home__in=set(homes.values()))}
    for person, theirs in uploaded.items():
        library = libraries[homes[theirs[0].pk]]
        outbox.post(
            key=f"reviewed {person.pk} {theirs[0].version_id} {state} {at.isoformat()}",
            to=person.email, to_name=person.name, template="agency_reviewed",
            language=person.language or None,
            context={
                "photos": theirs, "approved": state == State.APPROVED, "note": note,
                "library": library, "count": len(theirs),
                "path": reverse("agency_workspace:library", args=[library.public_id]),
            },
        )  # fmt: skip
