"""Jobs of sharing: load, call."""

from __future__ import annotations

from django.utils import timezone

from modules.agency.services.shares import hearing
from safelight import jobs


@jobs.handler("agency.catch_up_with_sales")
def catch_up_with_sales(**_ignored: object) -> None:
    hearing.catch_up(at=timezone.now())
