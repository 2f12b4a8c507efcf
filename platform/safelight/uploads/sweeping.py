"""What becomes of uploads that nobody finishes."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q

from safelight.kernel.errors import Refusal
from safelight.storage import parts
from safelight.uploads import limits, services
from safelight.uploads.models import Upload
from tenants.context import current_studio

log = logging.getLogger(__name__)


def sweep(*, at: datetime) -> int:
    """Receive what is whole, end what has expired, free bytes nobody knows; how many ended.

    Whole but not received are uploads whose process died between the last byte and the next step.
    """
    unfinished = Upload.objects.filter(received_at=None, terminated_at=None).order_by("pk")
    for upload in unfinished.filter(length__isnull=False):
        _receive(upload, at)
    expired = list(unfinished.filter(expires_at__lte=at))
    for upload in expired:
        services.terminate(upload=upload, at=at)
    _free_strangers(at)
    long_ago = at - limits.MEMORY
    Upload.objects.filter(Q(received_at__lt=long_ago) | Q(terminated_at__lt=long_ago)).delete()
    return len(expired)


def _receive(upload: Upload, at: datetime) -> None:
    try:
        services.receive(upload=upload, at=at)
    except parts.NoSuchUpload:
        log.error("Upload %s is whole, and its bytes are gone", upload.public_id)
    except Refusal as refusal:
        # It stays until it expires: the sender may still come back and read why.
        log.info("Upload %s was refused: %s", upload.public_id, refusal)


def _free_strangers(at: datetime) -> None:
    """Remove growing files without a row, left by a process that died between the two."""
    growing = services.store()
    for key in growing.uploads_before(current_studio().uuid, at - limits.LIFE):
        if not Upload.objects.filter(storage_key=key).exists():
            growing.delete(key)
