"""From a received file to a photo: adopt its bytes, read them, decide, or say why not.

Every step may be done again, by the same worker or another, at any point where one was killed:
bytes lie under a key that follows from the upload, renditions are replaced whole, and the outcome
is one fenced transaction (``arriving``).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery.models import BatchFile
from modules.gallery.services import arriving, reading
from modules.gallery.services.uploads import INGEST
from safelight import imaging, jobs
from safelight.jobs.models import Job
from safelight.kernel.errors import Refusal
from safelight.storage import parts
from safelight.uploads import adopting
from tenants.context import current_studio

SCRATCH_LIFE = timedelta(days=1)
Outcome = BatchFile.Outcome


def ingest(*, file_id: int, of_object: str, at: datetime) -> None:
    """Make a photo of the file, once however often it is called. Raises ``jobs.LeaseLost``."""
    rows = BatchFile.objects.select_related("batch__gallery")
    file = rows.filter(pk=file_id).first()
    if file is None or (file.is_settled and not file.object_key):
        # Deleted with its gallery, or refused by a run that was killed before it tidied up.
        adopting.discard(of_object)
        return
    if file.version_id is not None:
        return
    try:
        with adopting.adopted(of_object) as original:
            read = reading.read(original=original, of_object=of_object)
        arriving.arrive(file=file, read=read, at=at)
    except imaging.Refused as refusal:
        _refuse(file, of_object, _(refusal.message) % refusal.values)
    except parts.NoSuchUpload:
        _refuse(file, of_object, _("This file was lost on the way. Upload it once more."))
    except Refusal as refusal:
        _refuse(file, of_object, refusal.sentence)
    else:
        if file.version_id is None:
            adopting.discard(of_object)


def refuse_parked() -> int:
    """Say so where a file was given up: it killed its workers, or failed too often; how many.

    Its bytes are kept, so that *try again* in the console can still make a photo of it.
    """
    waiting = dict(
        BatchFile.objects.filter(outcome=Outcome.WAITING, received_at__isnull=False).values_list(
            "upload_public_id", "pk"
        )
    )
    parked = Job.objects.filter(
        studio_id=current_studio().pk, kind=INGEST, state=Job.State.PARKED, key__in=waiting
    )
    given_up = [waiting[key] for key in parked.values_list("key", flat=True)]
    sentence = _(
        "This photo could not be prepared: it stopped the program that reads it. Save it as an"
        " ordinary JPEG and upload it again."
    )
    return BatchFile.objects.filter(pk__in=given_up, outcome=Outcome.WAITING).update(
        outcome=Outcome.REFUSED, reason=sentence
    )


def tidy(*, at: datetime) -> None:
    """What nobody else does: parked files are refused, folders of killed workers go."""
    refuse_parked()
    reading.remove_scratch(studio=current_studio().uuid, before=at - SCRATCH_LIFE)


def _refuse(file: BatchFile, of_object: str, sentence: str) -> None:
    """Outcome first, fenced; then the bytes, which another worker may need until then."""
    file.photo = file.version = None  # of a decision that was rolled back
    with transaction.atomic():
        arriving.settle(file=file, outcome=Outcome.REFUSED, reason=sentence)
        jobs.heartbeat()
    adopting.discard(of_object)
