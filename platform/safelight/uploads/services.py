"""What can happen to an upload: begun, added to, received, terminated."""

from __future__ import annotations

import shutil
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from safelight.accounts.models import Person
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from safelight.storage import objects, parts
from safelight.uploads import limits, room
from safelight.uploads.models import Upload
from tenants.context import current_studio


class TooLong(Refusal):
    code = "file_too_large"
    status = 413


class NoRoom(Refusal):
    code = "storage_full"
    status = 507


def store() -> parts.PartStore:
    return parts.PartStore(objects.from_environment())


def begin(
    *, owner: Person, purpose: str, length: int | None, metadata_header: str, at: datetime
) -> Upload:
    """A new, empty upload of a purpose that is known, with room in the plan kept for it.

    Raises ``TooLong``, ``NoRoom``, ``room.OverPlan`` and the purpose's refusals.
    """
    refuse_too_long(length or 0)
    _refuse_without_room(length or 0)
    found = registry.upload_purpose(purpose)
    assert found is not None, purpose
    growing = store()
    try:
        key = growing.create(current_studio().uuid)
    except objects.StorageFull as problem:
        raise no_room() from problem
    try:
        # The upload and what its purpose notes about it appear together.
        with transaction.atomic():
            room.refuse_beyond(length or 0)
            upload = Upload.objects.create(
                purpose=purpose, owner=owner, length=length, metadata_header=metadata_header,
                storage_key=key, created_at=at, expires_at=at + limits.LIFE, held=length or 0,
            )  # fmt: skip
            if found[1].begins:
                import_string(found[1].begins)(upload)
    except BaseException:
        growing.delete(key)
        raise
    return upload


def offset_of(upload: Upload) -> int:
    """How many bytes are in and count. The file knows: a killed process cannot tell the row."""
    if upload.is_received:
        return int(upload.length or 0)
    size = store().size(upload.storage_key)
    return size if upload.unconfirmed_from is None else min(size, upload.unconfirmed_from)


def receive(*, upload: Upload, at: datetime) -> bool:
    """Hand a whole upload to its purpose, once however often this is asked; False if not now.

    What the purpose writes and the mark that it was told commit together. Raises its refusals.
    """
    if upload.length is None or upload.is_received or offset_of(upload) != upload.length:
        return False
    found = registry.upload_purpose(upload.purpose)
    if found is None:
        return False
    with transaction.atomic():
        claimed = Upload.objects.filter(
            pk=upload.pk, received_at__isnull=True, terminated_at__isnull=True
        ).update(received_at=at, offset=upload.length)
        if claimed:
            upload.received_at, upload.offset = at, upload.length
            import_string(found[1].path)(upload)
    return bool(claimed)


def terminate(*, upload: Upload, at: datetime) -> None:
    """End the upload. Bytes that nobody has received are freed; received ones are not ours."""
    ended = Upload.objects.filter(pk=upload.pk, terminated_at__isnull=True, received_at=None)
    if ended.update(terminated_at=at, held=0):
        store().delete(upload.storage_key)
    else:
        Upload.objects.filter(pk=upload.pk, terminated_at__isnull=True).update(terminated_at=at)


def refuse_too_long(length: int) -> None:
    most = limits.most_bytes()
    if length > most:
        sentence = _("This file is larger than %(most)d MB, the most that can be uploaded.")
        raise TooLong(sentence % {"most": most // 1_000_000})


def _refuse_without_room(length: int) -> None:
    local = objects.from_environment().local
    local.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(local).free < length + limits.RESERVE:
        raise no_room()


def no_room() -> NoRoom:
    return NoRoom(_("There is no room for this file now. What has arrived is kept: try later."))
