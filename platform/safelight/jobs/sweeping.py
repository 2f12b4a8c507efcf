"""What makes lost rings and dead workers harmless. Beat calls it, and any process may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from safelight.jobs import doorbell, switches

KEEP_FINISHED = timedelta(days=30)

_TAKE_BACK = """
    UPDATE jobs_job
       SET state = CASE WHEN attempts >= max_attempts THEN 'parked' ELSE 'queued' END,
           finished_at = CASE WHEN attempts >= max_attempts THEN clock_timestamp() END,
           lease_token = NULL, lease_until = NULL, again = false, run_after = clock_timestamp(),
           error = 'The worker stopped in the middle, attempt ' || attempts || '.'
     WHERE id IN (SELECT id FROM jobs_job
                   WHERE state = 'running' AND lease_until < clock_timestamp()
                   ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
"""
_CANCEL = """
    UPDATE jobs_job SET state = 'cancelled', finished_at = clock_timestamp(),
           error = 'Its studio is closed.'
     WHERE id IN (SELECT id FROM jobs_job
                   WHERE state = 'queued' AND studio_id IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM tenants_studio
                                      WHERE tenants_studio.id = jobs_job.studio_id
                                        AND tenants_studio.state <> 'closing')
                   FOR UPDATE SKIP LOCKED)
"""
_WAITING = """
    SELECT queue, count(*) FROM jobs_job
     WHERE state = 'queued' AND run_after <= statement_timestamp() GROUP BY queue ORDER BY queue
"""
_PURGE_JOBS = """
    DELETE FROM jobs_job
     WHERE state IN ('done', 'skipped', 'cancelled') AND NOT once
       AND finished_at < clock_timestamp() - make_interval(secs => %s)
"""
_PURGE_TURNS = """
    DELETE FROM jobs_turn
     WHERE lane <> 0
       AND NOT EXISTS (SELECT 1 FROM tenants_studio WHERE tenants_studio.id = lane)
       AND NOT EXISTS (SELECT 1 FROM jobs_job WHERE studio_id = lane AND state = 'queued')
"""


@dataclass(frozen=True)
class Swept:
    taken_back: int
    cancelled: int
    rung: int


def sweep() -> Swept:
    """Take back expired leases, cancel what has no studio, ring for everything that is due."""
    with connection.cursor() as cursor:
        taken_back = 0
        if not switches.is_off("lease"):
            cursor.execute(_TAKE_BACK)
            taken_back = cursor.rowcount
        cursor.execute(_CANCEL)
        cancelled = cursor.rowcount
        cursor.execute(_WAITING)
        waiting = cursor.fetchall()
    return Swept(taken_back, cancelled, sum(_ring(queue, count) for queue, count in waiting))


def purge() -> None:
    """Forget what ended a month ago, and the turns of studios that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_PURGE_JOBS, [KEEP_FINISHED.total_seconds()])
        cursor.execute(_PURGE_TURNS)


def _ring(queue: str, count: int) -> int:
    # Each ring serves until its queue is empty, so a few are enough to wake every worker.
    return sum(doorbell.ring(queue) for _ in range(min(count, doorbell.RINGS_A_COMMIT)))
