"""Keeping spare studios ready, so that nobody waits for a schema to be made."""

from __future__ import annotations

from datetime import timedelta

from safelight import jobs
from safelight.signup.services import FILL_SPARES
from tenants import provision


@jobs.platform_handler(FILL_SPARES, every=timedelta(minutes=10))
def fill_spares(**_: object) -> None:
    provision.fill_spares()
