"""Clearing up after answered writes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.api import forgetting


@jobs.handler("api.forget_answers", every=timedelta(days=1))
def forget_answers(**_: object) -> None:
    forgetting.forget(at=timezone.now())
