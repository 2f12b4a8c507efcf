"""Batches: announced with all their names, asked about clashes once, and looked at meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from modules.gallery.access import Sight, seen
from modules.gallery.models import Batch, BatchFile, Gallery, PhotoState
from modules.gallery.services import matching, naming
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.uploads import room

MOST_FILES = 5_000


class TooManyFiles(Refusal):
    code = "too_many_files"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A file that is to come; ``size`` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A new batch, and the names in it, as they were announced, that the gallery has already."""

    batch: Batch
    clashes: tuple[str, ...]


def open_batch(  # noqa: PLR0913 - keyword-only: what the upload form says
    *,
    gallery: Gallery,
    state: str,
    files: Sequence[Announced],
    by: Person,
    at: datetime,
    match_by_stem: bool = False,
    on_clash: str = Batch.OnClash.ASK,
    sight: Sight | None = None,
) -> Opened:
    """Announce files for a gallery. Raises ``TooManyFiles`` and ``room.OverPlan``.

    ``sight``: what limits the uploader; names of photos out of sight clash with nothing.
    """
    if len(files) > MOST_FILES:
        raise TooManyFiles(
            _("Upload at most %(most)d files in one go.") % {"most": MOST_FILES},
            fields={"files": [_("Too many files.")]},
        )
    names = [naming.cleaned(file.name) for file in files]
    clashing = matching.clashes(gallery=gallery, names=names, by_stem=match_by_stem, sight=sight)
    known = set(clashing)
    new = zip(names, files, strict=True)
    # Of files that the gallery has, many may be skipped: each asks for itself when it begins.
    room.refuse_announced(sum(file.size for name, file in new if name not in known))
    # The batch and the list of its files appear together.
    with transaction.atomic():
        batch = Batch.objects.create(
            gallery=gallery, state=PhotoState(state), match_by_stem=match_by_stem,
            clashes=len(clashing), made_by=by, made_at=at,
        )  # fmt: skip
        BatchFile.objects.bulk_create(
            BatchFile(batch=batch, name=name, bytes=file.size)
            for name, file in zip(names, files, strict=True)
        )
        if on_clash:
            answer(batch=batch, on_clash=on_clash, sight=sight)
    typed = (file.name for name, file in zip(names, files, strict=True) if name in known)
    return Opened(batch=batch, clashes=tuple(dict.fromkeys(typed)))


def answer(*, batch: Batch, on_clash: str, sight: Sight | None = None) -> Batch:
    """Say once for the batch what becomes of names that the gallery has already.

    Files that are to be skipped and have not begun to arrive are settled at once.
    """
    # The answer and what follows from it appear together.
    with transaction.atomic():
        batch.on_clash = Batch.OnClash(on_clash)
        batch.save(update_fields=["on_clash"])
        unbegun = batch.files.filter(upload_public_id=None)
        unbegun.filter(outcome=BatchFile.Outcome.SKIPPED).update(
            outcome=BatchFile.Outcome.WAITING, reason=""
        )
        if batch.on_clash == Batch.OnClash.SKIP:
            _skip(batch, list(unbegun.filter(replaces=None)), sight)
    return batch


def seen_by(sight: Sight | None) -> QuerySet[BatchFile]:
    """Files of batches, without those that became a photo which is not before somebody."""
    found: QuerySet[BatchFile] = BatchFile.objects.filter(seen(sight, "photo"))
    return found


def is_finished(batch: Batch) -> bool:
    return not batch.files.filter(outcome=BatchFile.Outcome.WAITING).exists()


def _skip(batch: Batch, files: list[BatchFile], sight: Sight | None) -> None:
    names = {file.name for file in files}
    clashing = set(
        matching.clashes(
            gallery=batch.gallery, names=names, by_stem=batch.match_by_stem, sight=sight
        )
    )
    going = [file.pk for file in files if file.name in clashing]
    BatchFile.objects.filter(pk__in=going).update(
        outcome=BatchFile.Outcome.SKIPPED, reason=skipped_sentence()
    )


def skipped_sentence() -> str:
    return _("The gallery has a photo of this name, and this batch skips those.")
