"""The job that puts a text across a preview: load, call."""

from __future__ import annotations

from django.utils import timezone

from modules.gallery.services import marking
from safelight import jobs


@jobs.handler(marking.KIND, queue="ingest")
def mark(*, marked_id: int, **_: object) -> None:
    marking.make(marked_id=marked_id, at=timezone.now())
