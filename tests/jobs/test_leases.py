"""What is promised when a worker dies in the middle, and proof that the lease keeps it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection, transaction

from safelight import jobs
from safelight.jobs import claims, runner, sweeping
from safelight.jobs.models import Job
from safelight.jobs.running import Running, running
from tenants.context import tenant_context
from tenants.models import Studio
from tests.jobs import work, workers

pytestmark = pytest.mark.usefixtures("committed")
Without = Callable[[str], AbstractContextManager[None]]


def killed_in_the_middle(studio: Studio, flags: Path) -> None:
    """SIGKILL a real worker while it holds a job, and have another one finish it."""
    _ask(studio)
    worker = workers.start("default", TEST_FLAGS=str(flags))
    try:
        workers.wait_for((flags / "x.1.begun").exists)
    finally:
        worker.kill()
        worker.wait()
    assert Job.objects.get().state == "running"
    _expire()
    sweeping.sweep()
    runner.serve("default", seconds=5)
    assert Job.objects.get().state == "done"
    assert work.effects("x") == 1


@pytest.mark.fault
def test_it_finishes_what_a_killed_worker_began(acme: Studio, flags: Path) -> None:
    killed_in_the_middle(acme, flags)


@pytest.mark.fault
def test_it_would_lose_the_job_without_a_lease(acme: Studio, flags: Path, without: Without) -> None:
    with without("lease"), pytest.raises(AssertionError):
        killed_in_the_middle(acme, flags)
    assert Job.objects.get().state == "running"
    assert work.effects("x") == 0


def woken_too_late(studio: Studio) -> None:
    """A worker sleeps past its lease, another one does the job, and the first one wakes."""
    _ask(studio)
    late = _take()
    _expire()
    sweeping.sweep()
    runner.serve("default", seconds=5)
    with pytest.raises(jobs.LeaseLost), running(late), transaction.atomic():
        work.effect("x")
        jobs.heartbeat()
    assert work.effects("x") == 1


def test_it_undoes_what_comes_after_the_lease_is_lost(acme: Studio) -> None:
    woken_too_late(acme)


def test_it_would_have_two_effects_without_fencing(acme: Studio, without: Without) -> None:
    _ask(acme)
    late = _take()
    _expire()
    sweeping.sweep()
    second = _take()
    with without("fencing"):
        for worker in (second, late):
            with running(worker), transaction.atomic():
                work.effect("x")
                jobs.heartbeat()
    assert work.effects("x") == 2


def test_it_refuses_an_end_written_with_a_strange_token(acme: Studio) -> None:
    _ask(acme)
    late = _take()
    _expire()
    sweeping.sweep()
    _take()
    with pytest.raises(jobs.LeaseLost):
        claims.finish(late, "done")
    assert Job.objects.get().state == "running"


def test_it_leaves_a_lease_that_lasts(acme: Studio) -> None:
    _ask(acme)
    _take()
    assert sweeping.sweep().taken_back == 0


def test_it_renews_the_lease_of_a_long_run(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_SLEEP", "1.6")
    _ask(acme)
    runner.run_next("default")
    job = Job.objects.get()
    assert job.finished_at is not None
    assert job.started_at is not None
    assert (job.finished_at - job.started_at).total_seconds() > work.SHORT.total_seconds()
    assert (job.state, job.attempts) == ("done", 1)


def test_it_stops_renewing_at_the_limit_of_a_run(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_SLEEP", "1.8")
    jobs.handler("jobs.test_slow", lease=work.SHORT, limit=work.SHORT / 10)(work.slow)
    _ask(acme)
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(workers.in_thread(lambda: runner.run_next("default")))
        workers.wait_for(lambda: sweeping.sweep().taken_back == 1, seconds=1.6)
        run.result()
    assert work.effects("x") == 0
    assert Job.objects.get().state == "queued"


def test_it_parks_a_job_that_kills_each_worker(acme: Studio) -> None:
    _ask(acme)
    for _ in range(3):
        _take()
        _expire()
        sweeping.sweep()
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("parked", 3)
    assert "worker stopped" in job.error


def test_it_goes_by_the_clock_of_the_database(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    _ask(acme)
    _take()
    assert sweeping.sweep().taken_back == 0
    _expire()
    assert sweeping.sweep().taken_back == 1


def _ask(studio: Studio) -> None:
    with tenant_context(studio), transaction.atomic():
        jobs.enqueue("jobs.test_slow", key="k", name="x")


def _take() -> Running:
    job = claims.take("default")
    assert job is not None
    return job


def _expire() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_job SET lease_until = clock_timestamp() - interval '1 s'")
