"""Asking for work: one row, written with the change that makes it necessary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from safelight.jobs import doorbell
from safelight.jobs.registry import Spec, spec
from safelight.jobs.transactions import in_transaction

Id = int | str | bool | None | list[int]

LONGEST_TEXT = 200
LONGEST_LIST = 1000


class OutsideTransaction(RuntimeError):  # noqa: N818 - reads as the reason
    """The change and its job would not appear together."""


class NotAnId(TypeError):  # noqa: N818 - reads as the reason
    """A job carries ids; what they stand for is read when it runs."""


class NoStudioToWorkFor(RuntimeError):  # noqa: N818 - reads as the reason
    """A studio's work was asked for outside a studio, or in one that is closing."""


@dataclass(frozen=True)
class Enqueued:
    """The job that will do the work; ``is_new`` is False where one was waiting already."""

    id: int
    is_new: bool


_WHERE = {
    True: "SELECT NULL::bigint AS id",
    False: """SELECT id FROM tenants_studio
               WHERE schema_name = COALESCE(%(schema)s, current_schema()) AND state <> 'closing'""",
}
# A waiting job of the same key is locked until our commit, so that no worker can read the world
# as it was before our change; a running one is asked to run again.
_ENQUEUE = """
    WITH studio AS ({studio}),
    turn AS (
        INSERT INTO jobs_turn (queue, lane, served_at)
        SELECT %(queue)s, COALESCE(id, 0), to_timestamp(0) FROM studio
        ON CONFLICT (queue, lane) DO NOTHING
    )
    INSERT INTO jobs_job AS job (studio_id, kind, key, once, queue, payload, state, again,
        attempts, max_attempts, lease, progress_done, progress_total, progress_note, error,
        run_after)
    SELECT id, %(kind)s, %(key)s, %(once)s, %(queue)s, %(payload)s::jsonb, 'queued', false,
        0, %(attempts)s, %(lease)s, 0, 0, '', '', clock_timestamp() + %(delay)s FROM studio
    ON CONFLICT (studio_id, kind, key) WHERE once OR state IN ('queued', 'running')
    DO UPDATE SET
        again = job.state = 'running' AND NOT job.once,
        payload = CASE WHEN job.once THEN job.payload ELSE EXCLUDED.payload END,
        run_after = LEAST(job.run_after, EXCLUDED.run_after)
    RETURNING job.id, (xmax = 0)
"""


def enqueue(
    kind: str, *, key: str, delay: timedelta = timedelta(0), once: bool = False, **ids: Id
) -> Enqueued:
    """Write the job for the studio that the caller is in; Celery is rung after the commit.

    While a job of this kind and key waits, asking again returns it; while it runs, it will run
    once more. With ``once`` the key is used up for ever. Refuses outside a transaction.
    """
    found = spec(kind)
    return write(found, None, key=key, delay=delay, once=once, ids=ids)


def write(
    found: Spec, schema: str | None, *, key: str, delay: timedelta, once: bool, ids: dict[str, Id]
) -> Enqueued:
    """``enqueue`` for a schema that is named: schedules are in no studio themselves."""
    if not in_transaction():
        raise OutsideTransaction(f"Enqueue {found.kind} inside the transaction that needs it.")
    parameters: dict[str, Any] = {
        "schema": schema,
        "kind": found.kind,
        "key": key,
        "once": once,
        "queue": found.queue,
        "payload": json.dumps(_checked(ids)),
        "attempts": found.attempts,
        "lease": found.lease,
        "delay": delay,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENQUEUE.format(studio=_WHERE[found.platform]), parameters)
        row = cursor.fetchone()
    if row is None:
        raise NoStudioToWorkFor(f"{found.kind} was asked for outside an open studio.")
    if not delay:
        doorbell.ring_on_commit(found.queue, row[0])
    return Enqueued(id=row[0], is_new=row[1])


def _checked(ids: dict[str, Id]) -> dict[str, Id]:
    for name, value in ids.items():
        if not _is_id(value):
            raise NotAnId(f"{name} is {type(value).__name__}; jobs carry ids.")
    return ids


def _is_id(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= LONGEST_LIST and all(isinstance(item, int) for item in value)
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    return value is None or isinstance(value, int)
