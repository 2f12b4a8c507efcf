"""Where uploads of the purpose ``gallery.batch`` begin and arrive.

Metadata: ``batch`` (public id), ``filename``, and ``replaces`` (a photo's public id) where
somebody pressed *Replace* on one photo.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _

from modules.gallery.access import (
    Right,
    Viewer,
    decide,
    may_fill,
    refuse_without,
    seen,
    sight_of_person,
)
from modules.gallery.models import Batch, BatchFile, Photo
from modules.gallery.services import naming
from safelight import jobs
from safelight.accounts.models import Member
from safelight.kernel import gate, public_id
from safelight.kernel.errors import Refusal
from safelight.uploads import adopting
from safelight.uploads.models import Upload
from tenants.context import current_studio

INGEST = "gallery.ingest"


class NoSuchBatch(Refusal):
    code = "no_such_batch"
    status = 404


class NoSuchPhoto(Refusal):
    code = "no_such_photo"
    status = 404


class MayNotUpload(Refusal):
    code = "permission_denied"
    status = 403


class ClashUndecided(Refusal):
    code = "clash_undecided"


class FileSkipped(Refusal):
    code = "file_skipped"
    status = 422  # final: 409 would have the sender try again


def begin(upload: Upload) -> None:
    """Tie the upload to its file of the batch; called in the transaction that makes it.

    Raises ``MayNotUpload``, ``NoSuchBatch``, ``NoSuchPhoto``, ``ClashUndecided``, ``FileSkipped``.
    """
    batch, sender = _batch_of(upload)
    replaces = _replaced_by(upload, batch, sender)
    if replaces is None and batch.clashes and batch.on_clash == Batch.OnClash.ASK:
        raise ClashUndecided(
            _("Say first what should happen to files whose names the gallery has already.")
        )
    file = _announced(batch, upload) or BatchFile(batch=batch)
    if file.outcome == BatchFile.Outcome.SKIPPED:
        raise FileSkipped(file.reason)
    file.name, file.bytes = _name_of(upload), upload.length or 0
    file.upload_public_id, file.replaces = upload.public_id, replaces
    file.save()


def receive(upload: Upload) -> None:
    """The last byte is in: note it, and ask for the photo. Called once, in a transaction.

    Raises ``NoSuchBatch`` where the gallery was deleted meanwhile, and ``MayNotUpload`` where the
    sender lost the right to fill it.
    """
    batch, _sender = _batch_of(upload)
    file = BatchFile.objects.filter(upload_public_id=upload.public_id).first()
    if file is None:
        # A second try of the same file took its place in the list; this one is whole, and stays.
        file = BatchFile(batch=batch, upload_public_id=upload.public_id, name=_name_of(upload))
    file.bytes = upload.length or 0
    file.object_key = adopting.object_of(upload)
    file.received_at = upload.received_at or timezone.now()
    file.save()
    jobs.enqueue(
        INGEST, key=upload.public_id, once=True, file_id=file.pk, of_object=file.object_key
    )


def progress_of(files: list[BatchFile]) -> dict[str, Upload]:
    """The running uploads of files that have not arrived, by public id; one query."""
    ids = [file.upload_public_id for file in files if not file.is_received]
    rows = Upload.objects.filter(public_id__in=[public_id for public_id in ids if public_id])
    return {row.public_id: row for row in rows.filter(terminated_at=None)}


def is_running(upload: Upload | None, *, at: datetime) -> bool:
    return upload is not None and not upload.has_expired(at=at)


def _batch_of(upload: Upload) -> tuple[Batch, Viewer]:
    """The batch, and its sender as far as rights go: they decide, not who is on the other end."""
    asked = upload.metadata.get("batch", "")
    rows = Batch.objects.select_related("gallery").filter(public_id=asked)
    batch = rows.first() if public_id.is_one(asked) else None
    sender = Viewer(is_team=True, sight=sight_of_person(upload.owner_id))
    if not may_fill(sender, _allowed(upload.owner_id), batch.gallery if batch else None):
        raise MayNotUpload(_("Your role does not allow you to upload files."))
    if batch is None or not decide(sender, batch.gallery).enter:
        raise NoSuchBatch(_("This upload belongs to no batch; the gallery may have been deleted."))
    return batch, sender


def _allowed(person_id: int) -> frozenset[str]:
    member = Member.objects.select_related("role").filter(person=person_id).first()
    return member.role.allows(gate.enabled_modules(current_studio())) if member else frozenset()


def _replaced_by(upload: Upload, batch: Batch, sender: Viewer) -> Photo | None:
    asked = upload.metadata.get("replaces", "")
    if not asked:
        return None
    rows = Photo.objects.filter(
        seen(sender.sight), public_id=asked, placements__gallery=batch.gallery_id
    )
    photo = rows.first() if public_id.is_one(asked) else None
    if photo is None:
        raise NoSuchPhoto(_("The photo that this file should replace is not in the gallery."))
    refuse_without(sender, [photo.pk], Right.UPLOAD)
    return photo


def _announced(batch: Batch, upload: Upload) -> BatchFile | None:
    """The file's place in the list. A free one first; else one whose upload came to nothing."""
    other_size = Case(When(bytes=upload.length or 0, then=0), default=1)
    same = batch.files.select_for_update().filter(name=_name_of(upload), received_at=None)
    same = same.order_by(other_size, "pk")
    waiting = same.filter(outcome=BatchFile.Outcome.WAITING)
    return (
        waiting.filter(upload_public_id=None).first()
        or same.exclude(outcome=BatchFile.Outcome.WAITING).first()
        or waiting.first()
    )


def _name_of(upload: Upload) -> str:
    return naming.cleaned(upload.metadata.get("filename", ""))
