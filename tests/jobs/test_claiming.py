from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from safelight import jobs
from safelight.jobs import claims, runner
from safelight.jobs.models import Job
from tenants.context import tenant_context
from tenants.models import Studio
from tests.jobs.workers import in_thread

pytestmark = pytest.mark.usefixtures("committed")


def test_it_never_gives_a_job_to_two_workers(acme: Studio, bolt: Studio) -> None:
    _ask(acme, 60)
    _ask(bolt, 60)

    def take_all() -> list[int]:
        taken = []
        while job := claims.take("default"):
            taken.append(job.id)
        return taken

    with ThreadPoolExecutor(6) as pool:
        futures = [pool.submit(in_thread(take_all)) for _ in range(6)]
        taken = Counter(number for future in futures for number in future.result())  # type: ignore[attr-defined]
    assert len(taken) == 120
    assert set(taken.values()) == {1}


def test_it_serves_a_small_studio_beside_a_busy_one(acme: Studio, bolt: Studio) -> None:
    _ask(acme, 500)
    for _ in range(20):
        claims.take("default")
    _ask(bolt, 5)
    order = [job.studio_id for job in (claims.take("default") for _ in range(10)) if job]
    assert order.count(bolt.pk) == 5


def test_it_serves_the_platforms_own_work_in_turn(acme: Studio) -> None:
    _ask(acme, 50)
    with transaction.atomic():
        jobs.enqueue("jobs.test_platform", key="k")
    kinds = [job.kind for job in (claims.take("default") for _ in range(3)) if job]
    assert "jobs.test_platform" in kinds


def test_it_takes_the_oldest_of_a_studio_first(acme: Studio) -> None:
    _ask(acme, 3)
    keys = [job.key for job in (claims.take("default") for _ in range(3)) if job]
    assert keys == ["0", "1", "2"]


def test_it_gives_nothing_of_another_queue(acme: Studio) -> None:
    _ask(acme, 1)
    assert claims.take("mail") is None


def test_it_runs_a_claimed_job_to_its_end(acme: Studio) -> None:
    _ask(acme, 1)
    runner.run_next("default")
    job = Job.objects.get()
    assert (job.state, job.attempts, job.lease_token) == ("done", 1, None)
    assert job.finished_at is not None


def _ask(studio: Studio, count: int) -> None:
    with tenant_context(studio), transaction.atomic():
        for number in range(count):
            jobs.enqueue("jobs.test_note", key=str(number), name=str(number))
