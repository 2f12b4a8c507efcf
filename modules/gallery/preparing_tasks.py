"""The job that makes a file in a delivery format: load, call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from modules.gallery.services import making, preparing
from safelight import jobs


@jobs.handler(preparing.KIND, queue="ingest", lease=timedelta(minutes=3))
def prepare(*, prepared_id: int, **_: object) -> None:
    making.make(prepared_id=prepared_id, at=timezone.now())
