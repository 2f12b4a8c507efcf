"""Jobs of labs' catalogues: load, call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from modules.labs.services.catalogue import fetching, watching
from safelight import jobs

# A lab may take half a minute for each question; every one of them extends the lease.
LEASE = timedelta(minutes=10)


def _say(done: int, total: int, note: str) -> None:
    jobs.heartbeat(done=done, total=total, note=note[:200])


@jobs.handler(fetching.FETCH, lease=LEASE, attempts=20)
def fetch_catalogue(*, connection_id: int, **_ignored: object) -> None:
    try:
        words = fetching.fetch(connection_id=connection_id, at=timezone.now(), say=_say)
    except fetching.LabIsSilent as silence:
        raise jobs.TryLater(str(silence)) from None
    jobs.heartbeat(note=words[:200])


@jobs.handler(watching.WATCH, lease=LEASE, attempts=20)
def watch_catalogue(*, connection_id: int, **_ignored: object) -> None:
    try:
        watching.watch(connection_id=connection_id, at=timezone.now(), say=_say)
    except fetching.LabIsSilent as silence:
        raise jobs.TryLater(str(silence)) from None


@jobs.handler("labs.watch_catalogues")
def watch_catalogues(**_ignored: object) -> None:
    watching.watch_all()
