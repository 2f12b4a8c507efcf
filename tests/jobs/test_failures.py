from __future__ import annotations

import pytest
from django.db import connection, transaction

from safelight import jobs
from safelight.jobs import parking, runner
from safelight.jobs.models import Job
from safelight.jobs.testing import DrainFailed, drain
from tenants.context import current_studio, tenant_context
from tenants.models import Studio
from tests.jobs import work


@pytest.mark.usefixtures("db")
class TestOutcome:
    def test_it_tries_again_later(self, acme: Studio) -> None:
        job = _ask(acme, "jobs.test_fail")
        runner.run_next("default")
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("queued", 1)
        assert (job.run_after - job.created_at).total_seconds() > 9
        assert "RuntimeError: broken" in job.error

    def test_it_parks_after_the_last_attempt(self, acme: Studio) -> None:
        job = _ask(acme, "jobs.test_fail")
        assert drain(retries=True, allow_failures=True) == 2
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("parked", 2)

    def test_it_parks_a_refusal_at_once(self, acme: Studio) -> None:
        job = _ask(acme, "jobs.test_refuse")
        drain(allow_failures=True)
        job.refresh_from_db()
        assert (job.state, job.error) == ("parked", "This file is no picture.")

    def test_it_runs_again_when_a_person_asks(self, acme: Studio) -> None:
        job = _ask(acme, "jobs.test_refuse")
        drain(allow_failures=True)
        assert parking.try_again(job)
        assert not parking.try_again(job)
        job.refresh_from_db()
        assert (job.state, job.attempts, job.error) == ("queued", 0, "")

    def test_it_lists_parked_jobs_by_studio(self, acme: Studio, bolt: Studio) -> None:
        job = _ask(acme, "jobs.test_refuse")
        drain(allow_failures=True)
        assert list(parking.parked(acme)) == list(parking.parked()) == [job]
        assert list(parking.parked(bolt)) == []

    def test_it_retries_a_kind_that_this_release_lacks(self, acme: Studio) -> None:
        job = _ask(acme, "jobs.test_note")
        Job.objects.filter(pk=job.pk).update(kind="jobs.test_newer")
        runner.run_next("default")
        job.refresh_from_db()
        assert job.state == "queued"


@pytest.mark.usefixtures("db")
class TestDrain:
    def test_it_tells_of_a_failure(self, acme: Studio) -> None:
        _ask(acme, "jobs.test_fail")
        with pytest.raises(DrainFailed, match="broken"):
            drain()

    def test_it_tells_of_a_parked_job(self, acme: Studio) -> None:
        _ask(acme, "jobs.test_fail")
        with pytest.raises(DrainFailed, match="parked"):
            drain(retries=True)

    def test_it_stops_jobs_that_never_end(self, acme: Studio) -> None:
        _ask(acme, "jobs.test_endless")
        with pytest.raises(DrainFailed, match="without an end"):
            drain(limit=20)

    def test_it_goes_on_after_a_statement_that_failed(self, acme: Studio) -> None:
        def stumble(**_: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

        jobs.handler("jobs.test_stumble")(stumble)
        job = _ask(acme, "jobs.test_stumble")
        drain(allow_failures=True)
        job.refresh_from_db()
        assert "division by zero" in job.error

    def test_it_clears_the_studio_first(self, acme: Studio) -> None:
        def leaning() -> None:
            assert current_studio() == acme

        jobs.platform_handler("jobs.test_leaning")(lambda **_: leaning())
        with tenant_context(acme):
            with transaction.atomic():
                jobs.enqueue("jobs.test_leaning", key="k")
            with pytest.raises(DrainFailed, match="NoStudio"):
                drain()


def test_it_has_the_effects_of_an_atomic_kind_once(acme: Studio, committed: None) -> None:
    _ask(acme, "jobs.test_atomic")
    drain(retries=True)
    assert work.effects("x") == 1


def _ask(studio: Studio, kind: str) -> Job:
    with tenant_context(studio), transaction.atomic():
        asked = jobs.enqueue(kind, key="k", name="x")
    return Job.objects.get(pk=asked.id)
