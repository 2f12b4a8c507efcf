"""Running queued jobs inside a test, with the studio cleared first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from psycopg.pq import TransactionStatus

from safelight.jobs import runner
from safelight.jobs.models import Job
from safelight.jobs.registry import QUEUES
from safelight.jobs.running import Running
from tenants.context import public_context


class DrainFailed(AssertionError):  # noqa: N818 - reads as the reason
    """A job that was run did not succeed."""


def drain(
    *, limit: int = 500, allow_failures: bool = False, retries: bool = False, delayed: bool = False
) -> int:
    """Run everything that is due and whatever that asks for; returns how many runs it took.

    The studio is left first, so a job that leans on it fails. ``retries`` does not wait for the
    pause after a failure, ``delayed`` not for a delay. Raises ``DrainFailed`` where a job failed
    or was parked, unless ``allow_failures``; and where ``limit`` runs were not enough.
    """
    runs = 0
    with public_context():
        if delayed:
            Job.objects.filter(state=Job.State.QUEUED).update(run_after=Now())
        known = _ids(Job.objects.filter(state=Job.State.PARKED))
        while job := _next():
            runs += 1
            _judge(job, known, allow_failures=allow_failures or retries)
            if retries:
                Job.objects.filter(pk=job.id, state="queued").update(run_after=Now())
            if runs > limit:
                raise DrainFailed(f"Jobs ask for more jobs without an end: {job.kind}.")
        if retries and not allow_failures:
            _refuse_parked(known)
    return runs


def _ids(jobs: object) -> set[int]:
    return {job.pk for job in jobs}  # type: ignore[attr-defined]


def _next() -> Running | None:
    for queue in QUEUES:
        if job := runner.run_next(queue, keep=_unkept):
            return job
    return None


@contextmanager
def _unkept(job: Running, *, limit: timedelta) -> Iterator[None]:
    # A second connection would not see the rows of a test's open transaction; and in one, a
    # statement that fails must not spoil the rest of the test.
    if not connection.in_atomic_block:
        yield
        return
    before = transaction.savepoint()
    try:
        yield
    except Exception:
        if connection.connection.info.transaction_status == TransactionStatus.INERROR:
            connection.needs_rollback = False
            transaction.savepoint_rollback(before)
        raise
    transaction.savepoint_commit(before)


def _judge(job: Running, known: set[int], *, allow_failures: bool) -> None:
    row = Job.objects.get(pk=job.id)
    if not allow_failures and row.error and row.state in {Job.State.QUEUED, Job.State.PARKED}:
        raise DrainFailed(f"{row.kind} {row.key} ({row.state}): {row.error}")


def _refuse_parked(known: set[int]) -> None:
    for row in Job.objects.filter(state=Job.State.PARKED).exclude(pk__in=known):
        raise DrainFailed(f"{row.kind} {row.key} is parked: {row.error}")
