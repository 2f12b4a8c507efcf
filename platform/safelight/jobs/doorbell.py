"""Ringing Celery. A ring says "this queue has work"; a lost ring costs time, never work."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from kombu import Connection
from kombu.pools import producers

from safelight.celery import PATIENCE, app

log = logging.getLogger(__name__)

TASK = "jobs.ring"
# A ring serves its queue until it is empty, so a commit of 500 jobs needs only a few.
RINGS_A_COMMIT = 8
SILENCE_SECONDS = 5.0
_state = {"silent_until": 0.0}
# Workers wait long for the broker; whoever rings does not.
_line = Connection(
    settings.REDIS_URL,
    transport_options={
        "socket_connect_timeout": PATIENCE,
        "socket_timeout": PATIENCE,
        "max_retries": 0,
    },
)


@dataclass(frozen=True)
class Ring:
    queue: str
    job_id: int

    def __call__(self) -> None:
        ring(self.queue, self.job_id)


def ring_on_commit(queue: str, job_id: int) -> None:
    """Ring when, and only if, the transaction commits."""
    # The list of callbacks is Django's own and undocumented; a savepoint's rollback prunes it.
    waiting = [entry[1] for entry in connection.run_on_commit]
    if sum(isinstance(call, Ring) and call.queue == queue for call in waiting) < RINGS_A_COMMIT:
        transaction.on_commit(Ring(queue, job_id))


def ring(queue: str, job_id: int | None = None) -> bool:
    """Publish once, without retries, in at most half a second; False where nobody heard it."""
    if time.monotonic() < _state["silent_until"]:
        return False
    try:
        with producers[_line].acquire(block=True, timeout=PATIENCE) as producer:
            app.send_task(
                TASK,
                kwargs={"queue_name": queue, "job_id": job_id},
                queue=queue,
                producer=producer,
                retry=False,
            )
    except Exception as problem:  # noqa: BLE001 - whatever the broker throws, the row is safe
        # Nobody's page waits for a broker that has just failed to answer.
        _state["silent_until"] = time.monotonic() + SILENCE_SECONDS
        log.warning("The bell of queue %s was not heard: %r", queue, problem)
        return False
    return True
