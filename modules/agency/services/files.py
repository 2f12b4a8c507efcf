"""What is done with the files of libraries. Each act needs its right in each file's library.

Nothing is half done: one file without the right refuses the act for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.agency.models import Credit, Library
from modules.agency.services import reviewing, rights
from modules.gallery import access
from modules.gallery import facade as gallery
from modules.gallery.access import Right, Viewer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class LibraryIsArchived(Refusal):
    code = "library_is_archived"


class NoteMissing(Refusal):
    """Whoever uploaded a file that is declined has to know why."""

    code = "review_note_missing"


def publish(*, photo_ids: Collection[int], into: Gallery, viewer: Viewer) -> int:
    """Show files in a gallery as well, at its end; how many are new there.

    The caller has decided that the person may change the gallery. Raises ``access.NotYours``, and
    what galleries refuse: files that wait for review among it.
    """
    access.refuse_without(viewer, photo_ids, Right.PUBLISH)
    return gallery.place(gallery=into, photo_ids=photo_ids)


def take_out(*, photo_ids: Collection[int], of: Gallery, viewer: Viewer) -> int:
    """Show files in a gallery no longer; they stay in their library. How many were there."""
    access.refuse_without(viewer, photo_ids, Right.PUBLISH)
    return gallery.take_out(gallery=of, photo_ids=photo_ids).removed


def move(
    *, photo_ids: Collection[int], to: Library, viewer: Viewer, at: datetime
) -> int:  # fmt: skip
    """Let files live in another library; whose work they are stays, and so does what they wait for.

    Raises ``access.NotYours``, ``LibraryIsArchived``.
    """
    access.refuse_without(viewer, photo_ids, Right.MOVE)
    if to.archived_at is not None:
        raise LibraryIsArchived(_("“%(name)s” is archived.") % {"name": to.name})
    if not rights.may(viewer.sight, to.home_id, Right.UPLOAD):
        raise access.NotYours(_("You may not add files to “%(name)s”.") % {"name": to.name})
    with transaction.atomic():  # A file, whose work it is and what it waits for go together.
        homes = gallery.home_of(photo_ids=photo_ids)
        _keep_credit(homes, to)
        waiting = [pk for pk in reviewing.held(photo_ids) if homes[pk] != to.home_id]
        asked = reviewing.with_review(Photo.objects.filter(pk__in=waiting))
        reviewing.keep_waiting(photos=asked.filter(review_state=None), at=at)
        return gallery.place_in_home(home=to.home, photo_ids=photo_ids)


def _keep_credit(homes: Mapping[int, int], to: Library) -> None:
    """Write down whose work each file is, before the library says something else."""
    rows = Library.objects.filter(home__in=set(homes.values()), contributor__isnull=False)
    whose = dict(rows.values_list("home_id", "contributor_id"))
    known = set(Credit.objects.filter(photo__in=homes).values_list("photo_id", flat=True))
    Credit.objects.bulk_create(
        Credit(photo_id=pk, contributor_id=whose[home])
        for pk, home in homes.items()
        if pk not in known and home in whose and whose[home] != to.contributor_id
    )


def delete(*, photo_ids: Collection[int], viewer: Viewer) -> gallery.Deleted:
    access.refuse_without(viewer, photo_ids, Right.DELETE)
    return gallery.delete_photos(photo_ids=photo_ids)


def rename(*, photo: Photo, name: str, viewer: Viewer) -> Photo:
    access.refuse_without(viewer, [photo.pk], Right.EDIT)
    return gallery.rename_photo(photo=photo, name=name)


def review(
    *, seen: Mapping[int, int], approve: bool, note: str, by: Person, viewer: Viewer,
    at: datetime,
) -> reviewing.Decided:  # fmt: skip
    """``seen``: the number of the version that was looked at, by photo id.

    Raises ``access.NotYours``, ``NoteMissing``, ``reviewing.NothingToReview``.
    """
    if not approve and not note:
        raise NoteMissing(_("Write a word to whoever uploaded them: why not?"))
    access.refuse_without(viewer, list(seen), Right.REVIEW)
    return reviewing.decide(seen=seen, approve=approve, note=note, by=by, at=at)


def send_for_review(*, photo_ids: Collection[int], viewer: Viewer, at: datetime) -> int:
    """The caller gives files that the person sees; whoever adds or edits files may ask."""
    homes = set(gallery.home_of(photo_ids=photo_ids).values())
    asking = {Right.UPLOAD, Right.EDIT, Right.REVIEW}
    if not all(asking & rights.in_home(viewer.sight, home_id) for home_id in homes):
        raise access.NotYours(_("You may not send these files for review."))
    return reviewing.ask(photo_ids=photo_ids, at=at)
