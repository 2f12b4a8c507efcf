"""Work of galleries that takes time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from modules.gallery.services import ingest as ingesting
from modules.gallery.services import retaining
from modules.gallery.services.uploads import INGEST
from safelight import jobs


@jobs.handler(INGEST, queue="ingest", limit=timedelta(minutes=10), attempts=4)
def ingest(*, file_id: int, of_object: str, **_: object) -> None:
    ingesting.ingest(file_id=file_id, of_object=of_object, at=timezone.now())


@jobs.handler("gallery.retain", limit=timedelta(hours=2))
def retain(**_: object) -> None:
    retaining.retain(at=timezone.now())


@jobs.handler("gallery.tidy")
def tidy(**_: object) -> None:
    ingesting.tidy(at=timezone.now())
