"""Taking a job and letting it go: compare-and-set on its row, one statement each.

Whoever finishes a job shows the token of its lease; without it nothing is written.
"""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from django.db import connection

from safelight.jobs import switches
from safelight.jobs.running import LeaseLost, Running

BACKOFF = timedelta(seconds=10)
LONGEST_BACKOFF = timedelta(hours=1)
LONGEST_ERROR = 4000

# The lanes (one a studio) come in the order in which they were last served; the first that has
# work gives its oldest job. The lock in the inner select is taken lane by lane, so a claimer
# passes over rows that another is just taking, and over nothing else.
_TAKE = """
    WITH pick AS (
        SELECT job.id, turn.id AS turn_id
          FROM (SELECT id, lane FROM jobs_turn WHERE queue = %(queue)s
                 ORDER BY served_at, lane) AS turn
         CROSS JOIN LATERAL (
            SELECT id FROM jobs_job
             WHERE queue = %(queue)s AND COALESCE(studio_id, 0) = turn.lane
               AND state = 'queued' AND run_after <= statement_timestamp()
             ORDER BY run_after, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS job
         LIMIT 1
    ), served AS (
        UPDATE jobs_turn SET served_at = clock_timestamp()
          FROM pick WHERE jobs_turn.id = pick.turn_id
    )
    UPDATE jobs_job AS job
       SET state = 'running', attempts = attempts + 1, again = false,
           lease_token = %(token)s, lease_until = clock_timestamp() + lease,
           started_at = clock_timestamp(), finished_at = NULL
      FROM pick WHERE job.id = pick.id
    RETURNING job.id, job.studio_id, job.kind, job.key, job.payload::text, job.attempts,
              job.max_attempts, job.lease
"""
# An *again* that came while the job ran queues it once more, whatever this run's end was.
_FINISH = """
    UPDATE jobs_job
       SET state = CASE WHEN again THEN 'queued' ELSE %(state)s END,
           attempts = CASE WHEN again THEN 0 ELSE attempts END,
           error = %(error)s, again = false, lease_token = NULL, lease_until = NULL,
           run_after = CASE WHEN again THEN clock_timestamp() ELSE run_after END,
           finished_at = CASE WHEN again THEN NULL ELSE clock_timestamp() END
     WHERE id = %(id)s AND state = 'running' AND (lease_token = %(token)s OR %(unfenced)s)
"""
_RELEASE = """
    UPDATE jobs_job
       SET state = 'queued', again = false, lease_token = NULL, lease_until = NULL,
           attempts = attempts - %(forgive)s, error = %(error)s,
           run_after = clock_timestamp() + %(delay)s
     WHERE id = %(id)s AND state = 'running' AND lease_token = %(token)s
"""


def take(queue: str) -> Running | None:
    """Claim the next job of the studio that has waited longest for its turn, or None."""
    token = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"queue": queue, "token": token})
        row = cursor.fetchone()
    if row is None:
        return None
    job_id, studio_id, kind, key, payload, attempt, max_attempts, lease = row
    return Running(
        id=job_id,
        studio_id=studio_id,
        kind=kind,
        key=key,
        payload=json.loads(payload),
        attempt=attempt,
        max_attempts=max_attempts,
        lease=lease,
        token=token,
    )


def finish(job: Running, state: str, *, error: str = "") -> None:
    """Write the end of this run; raises ``LeaseLost`` where the lease is another's."""
    _write(_FINISH, job, state=state, error=error[:LONGEST_ERROR])


def retry_later(job: Running, *, error: str) -> None:
    """Queue the job again after a pause that grows fourfold, at most an hour."""
    delay = min(BACKOFF * 4 ** (job.attempt - 1), LONGEST_BACKOFF)
    _write(_RELEASE, job, error=error[:LONGEST_ERROR], delay=delay, forgive=0)


def put_back(job: Running, *, delay: timedelta, error: str) -> None:
    """Queue the job again without counting this attempt."""
    _write(_RELEASE, job, error=error, delay=delay, forgive=1)


def _write(statement: str, job: Running, **parameters: Any) -> None:
    parameters |= {"id": job.id, "token": job.token, "unfenced": switches.is_off("fencing")}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        if cursor.rowcount != 1:
            raise LeaseLost(f"{job.kind} {job.key} is not ours any more.")
