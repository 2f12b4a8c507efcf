"""The Celery tasks: what a ring, and each tick of the clock, sets off."""

from __future__ import annotations

from safelight.celery import app
from safelight.jobs import doorbell, runner, schedules, sweeping

# Seconds a ring serves its queue before it makes room: a worker that is told to stop ends soon.
SERVE_SECONDS = 10.0


@app.task(name=doorbell.TASK, platform=True)
def ring(*, queue_name: str, job_id: int | None = None, **_: object) -> None:
    if not runner.serve(queue_name, seconds=SERVE_SECONDS):
        doorbell.ring(queue_name)


@app.task(name="jobs.sweep", platform=True)
def sweep(**_: object) -> None:
    sweeping.sweep()


@app.task(name="jobs.tick", platform=True)
def tick(**_: object) -> None:
    schedules.tick()


@app.task(name="jobs.purge", platform=True)
def purge(**_: object) -> None:
    sweeping.purge()
