"""Jobs of print files: load, call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from modules.labs.services import printing
from modules.labs.services.printing.asking import MAKE
from safelight import jobs


@jobs.handler(MAKE, queue="ingest", lease=timedelta(minutes=4), limit=timedelta(minutes=10))
def make_print_file(*, file_id: int, **_: object) -> None:
    printing.make(file_id=file_id, at=timezone.now())


@jobs.handler("labs.clear_print_files")
def clear_print_files(**_: object) -> None:
    printing.clear(at=timezone.now())
