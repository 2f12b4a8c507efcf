"""The job that runs here and now, and what its handler may ask of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from safelight.jobs import switches


class LeaseLost(RuntimeError):  # noqa: N818 - reads as the reason
    """Another worker has the job now: stop, and leave no effect."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The work cannot succeed by being tried again: park it with this reason at once."""


class TryLater(Exception):  # noqa: N818 - an answer, not a fault
    """The far side asked for patience: try again after a pause, and trouble nobody."""


class Skipped(Exception):  # noqa: N818 - an answer, not a fault
    """There is nothing to do after all: end the job, and say why in its row."""


class NotInAJob(RuntimeError):  # noqa: N818 - reads as the reason
    """``jobs.current()`` was asked outside a job."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """One claim of one job. ``token`` fences it; ``key`` names its effects outside."""

    id: int
    studio_id: int | None
    kind: str
    key: str
    payload: dict[str, object]
    attempt: int
    max_attempts: int
    lease: timedelta
    token: uuid.UUID

    @property
    def is_last_attempt(self) -> bool:
        return self.attempt >= self.max_attempts


_current: ContextVar[Running | None] = ContextVar("job", default=None)

# Of a studio that is being erased no lease is renewed: its work stops at the next heartbeat.
_EXTEND = """
    UPDATE jobs_job
       SET lease_until = clock_timestamp() + lease,
           progress_done = COALESCE(%s, progress_done),
           progress_total = COALESCE(%s, progress_total),
           progress_note = COALESCE(%s, progress_note)
     WHERE id = %s AND state = 'running' AND (lease_token = %s OR %s)
       AND NOT EXISTS (SELECT 1 FROM tenants_studio
                        WHERE tenants_studio.id = studio_id AND tenants_studio.state = 'closing')
"""


def current() -> Running:
    job = _current.get()
    if job is None:
        raise NotInAJob("No job is running here.")
    return job


@contextmanager
def running(job: Running) -> Iterator[None]:
    token = _current.set(job)
    try:
        yield
    finally:
        _current.reset(token)


def heartbeat(
    *, done: int | None = None, total: int | None = None, note: str | None = None
) -> None:
    """Extend the lease and say how far the work is; raises ``LeaseLost`` where it was taken.

    As the last statement of a transaction it is the fence as well: the row stays locked until
    the commit, so what the transaction wrote and the lease stand or fall together.
    """
    job = current()
    unfenced = switches.is_off("fencing")
    with connection.cursor() as cursor:
        cursor.execute(_EXTEND, [done, total, note, job.id, job.token, unfenced])
        if cursor.rowcount != 1:
            raise LeaseLost(f"{job.kind} {job.key} is not ours any more.")
