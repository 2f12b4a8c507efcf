"""The one decision for a file that was read and found good: new photo, new version, or neither.

All of it happens in one short transaction, under the gallery's row lock, and is fenced by the
job's lease: two files of one name cannot both find the name free, and a worker that was given up
for dead writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.gallery import asking
from modules.gallery.access import Right, Viewer, revisions, seen, sight_of_person, team_may
from modules.gallery.events import PhotoAdded, PhotoReplaced, PhotosChangedState
from modules.gallery.models import Batch, BatchFile, Gallery, Photo, PhotoVersion
from modules.gallery.services import batches, matching, naming, placing, tree
from modules.gallery.services.photos import name_key
from modules.gallery.services.reading import Read
from safelight import jobs, outbox
from safelight.kernel import gate
from safelight.uploads import room
from tenants.context import current_studio

Outcome = BatchFile.Outcome


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What becomes of a file: ``photo`` is replaced, or shares its name with the new one."""

    outcome: Outcome
    photo: Photo | None = None
    note: str = ""


def arrive(*, file: BatchFile, read: Read, at: datetime) -> BatchFile:
    """Settle the file. Raises ``placing.TooManyPhotos`` and ``jobs.LeaseLost``."""
    with transaction.atomic():
        # Names of a gallery are given to one file at a time.
        gallery = Gallery.objects.select_for_update(of=("self",)).get(pk=file.batch.gallery_id)
        decision = decide(file=file, gallery=gallery)
        if decision.outcome == Outcome.REPLACED and decision.photo is not None:
            _replace(decision.photo, file, read, at)
        elif decision.outcome != Outcome.SKIPPED:
            _add(gallery, decision, file, read, at)
        settle(file=file, outcome=decision.outcome, reason=decision.note)
        jobs.heartbeat()  # The fence: what was written stands or falls with the lease.
    return file


def settle(*, file: BatchFile, outcome: Outcome, reason: str) -> None:
    """Write the outcome; a file without a version keeps no bytes."""
    file.outcome, file.reason = outcome, reason
    if file.version_id is None:
        file.object_key = ""
    file.save(update_fields=["outcome", "reason", "object_key", "photo", "version"])
    room.release(file.upload_public_id)


def decide(*, file: BatchFile, gallery: Gallery) -> Decision:
    """What the batch's answer means for this file, as the gallery is now."""
    batch = file.batch
    # What the uploader may do is what they may do now; they may be gone since they began.
    uploader = uploader_of(batch)
    if file.replaces_id is not None:
        return _decide_replacement(file, gallery, uploader)
    found = matching.find(
        gallery=gallery, name=file.name, by_stem=batch.match_by_stem, sight=uploader.sight
    )
    if found.photo is None:
        return Decision(outcome=Outcome.ADDED, note=_note_of_new(batch, found))
    if batch.files.filter(photo=found.photo).exclude(pk=file.pk).exists():
        # Two files of one batch: which is the right one, only a person can say.
        note = _("Another file of this batch has the same name, so both were kept.")
        return Decision(outcome=Outcome.KEPT_BOTH, note=note)
    if batch.on_clash == Batch.OnClash.REPLACE:
        return _replacing(found.photo, uploader)
    if batch.on_clash == Batch.OnClash.SKIP:
        return Decision(outcome=Outcome.SKIPPED, note=batches.skipped_sentence())
    note = ""
    if batch.on_clash == Batch.OnClash.ASK:
        note = _("A photo of this name came in meanwhile, so both were kept.")
    return Decision(outcome=Outcome.KEPT_BOTH, note=note)


def uploader_of(batch: Batch) -> Viewer:
    """Who sent the files, as far as rights go; the role was asked when they came."""
    return Viewer(is_team=True, sight=sight_of_person(batch.made_by_id))


def _replacing(photo: Photo, uploader: Viewer) -> Decision:
    person_id = uploader.sight.person_id if uploader.sight else None
    modules = gate.enabled_modules(current_studio())
    if why := asking.why_not_replaced(modules, photo_id=photo.pk, person_id=person_id):
        return Decision(outcome=Outcome.KEPT_BOTH, note=why)
    if team_may(uploader, [photo.pk], Right.UPLOAD).is_yes:
        return Decision(outcome=Outcome.REPLACED, photo=photo)
    note = _("You may not replace the photo of this name, so both were kept.")
    return Decision(outcome=Outcome.KEPT_BOTH, note=note)


def _decide_replacement(file: BatchFile, gallery: Gallery, uploader: Viewer) -> Decision:
    here = Photo.objects.filter(
        seen(uploader.sight), pk=file.replaces_id or 0, placements__gallery=gallery
    )
    photo = here.first()
    if photo is None:
        note = _("The photo to be replaced is not here any more, so the file was added.")
        return Decision(outcome=Outcome.ADDED, note=note)
    return _replacing(photo, uploader)


def _note_of_new(batch: Batch, found: matching.Found) -> str:
    """A replacing batch says what it did not find; others have nothing to report."""
    if batch.on_clash != Batch.OnClash.REPLACE:
        return ""
    if found.near:
        return _("No photo had exactly this name (there is %(near)s), so it was added.") % {
            "near": ", ".join(found.near[:3])
        }
    return _("No photo had this name, so it was added.")


def _add(gallery: Gallery, decision: Decision, file: BatchFile, read: Read, at: datetime) -> None:
    name = file.name
    if decision.outcome == Outcome.KEPT_BOTH or file.replaces_id is not None:
        name = naming.numbered(name, lambda candidate: matching.is_taken(gallery, candidate))
    photo = Photo(name=name, name_key=name_key(name), state=file.batch.state)
    _take_words(photo, read)
    photo.save()
    _add_version(photo, file, read, number=1, at=at)
    placing.place(gallery=gallery, photo_ids=[photo.pk])
    outbox.publish(PhotoAdded(photo_id=photo.pk, gallery_id=gallery.pk))


def _replace(photo: Photo, file: BatchFile, read: Read, at: datetime) -> None:
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    last = PhotoVersion.objects.filter(photo=photo).aggregate(last=Max("number"))["last"] or 0
    state_changes = photo.state != file.batch.state
    photo.state = file.batch.state
    photo.name = naming.with_ending_of(photo.name, file.name)
    photo.name_key = name_key(photo.name)
    _take_words(photo, read)
    photo.save(
        update_fields=[
            "name", "name_key", "state", "title", "caption", "keywords", "captured_at",
            "updated_at",
        ]
    )  # fmt: skip
    _add_version(photo, file, read, number=last + 1, at=at)
    galleries = sorted(placing.galleries_of([photo.pk]))
    revisions.raise_for(galleries)
    tree.touched(galleries)
    if state_changes:
        outbox.publish(PhotosChangedState(photo_ids=(photo.pk,), state=photo.state))
    assert photo.version_id is not None
    outbox.publish(PhotoReplaced(photo_id=photo.pk, version_id=photo.version_id))


def _add_version(photo: Photo, file: BatchFile, read: Read, *, number: int, at: datetime) -> None:
    version = read.version(object_key=file.object_key, name=file.name)
    version.photo, version.number = photo, number
    version.uploaded_at, version.uploaded_by_id = file.received_at or at, file.batch.made_by_id
    version.ready_at = at
    version.save()
    photo.version = version
    photo.save(update_fields=["version", "updated_at"])
    file.photo, file.version = photo, version


def _take_words(photo: Photo, read: Read) -> None:
    """The file's own words, where nobody has written others."""
    photo.title = photo.title or read.metadata.title[:200]
    photo.caption = photo.caption or read.metadata.description
    photo.keywords = photo.keywords or list(read.metadata.keywords)
    photo.captured_at = photo.captured_at or read.captured_at
