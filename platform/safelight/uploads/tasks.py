"""Clearing up after senders who never came back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.uploads import counting, sweeping


@jobs.handler("uploads.sweep", every=timedelta(hours=1))
def sweep(**_: object) -> None:
    sweeping.sweep(at=timezone.now())


@jobs.handler("uploads.recount", every=timedelta(days=1))
def recount(**_: object) -> None:
    counting.recount(at=timezone.now())
