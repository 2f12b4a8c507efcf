"""Forgetting events that nobody repeats any more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.connect import receiving


@jobs.platform_handler("connect.forget_old_events", every=timedelta(days=1))
def forget_old_events(**_: object) -> None:
    receiving.forget_old(at=timezone.now())
