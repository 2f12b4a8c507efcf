from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import transaction

from safelight import jobs
from safelight.jobs import claims, runner
from safelight.jobs.models import Job
from tenants.context import tenant_context
from tenants.models import Studio
from tests.jobs import work
from tests.jobs.workers import in_thread, wait_for


@pytest.mark.usefixtures("db")
class TestRow:
    def test_it_works(self, acme: Studio) -> None:
        with tenant_context(acme), transaction.atomic():
            asked = jobs.enqueue("jobs.test_note", key="k", name="x", file_ids=[1, 2])
        job = Job.objects.get(pk=asked.id)
        assert asked.is_new
        assert (job.studio_id, job.state, job.payload["file_ids"]) == (acme.pk, "queued", [1, 2])

    def test_it_refuses_outside_a_transaction(self, acme: Studio) -> None:
        with tenant_context(acme), pytest.raises(jobs.OutsideTransaction):
            jobs.enqueue("jobs.test_note", key="k")

    def test_it_vanishes_with_a_rollback(self, acme: Studio) -> None:
        with tenant_context(acme), pytest.raises(ZeroDivisionError), transaction.atomic():
            jobs.enqueue("jobs.test_note", key="k")
            _ = 1 // 0
        assert not Job.objects.filter(kind="jobs.test_note").exists()

    def test_it_refuses_a_studios_work_in_public(self) -> None:
        with pytest.raises(jobs.NoStudioToWorkFor), transaction.atomic():
            jobs.enqueue("jobs.test_note", key="k")

    def test_it_refuses_a_studio_that_is_closing(self, acme: Studio) -> None:
        Studio.objects.filter(pk=acme.pk).update(state=Studio.State.CLOSING)
        with tenant_context(acme), pytest.raises(jobs.NoStudioToWorkFor), transaction.atomic():
            jobs.enqueue("jobs.test_note", key="k")

    @pytest.mark.parametrize("value", [b"bytes", 1.5, {"a": 1}, "x" * 201, ["words"]])
    def test_it_refuses_what_is_no_id(self, acme: Studio, value: object) -> None:
        with tenant_context(acme), pytest.raises(jobs.NotAnId), transaction.atomic():
            jobs.enqueue("jobs.test_note", key="k", thing=value)  # type: ignore[arg-type]

    def test_it_refuses_an_unknown_kind(self, acme: Studio) -> None:
        with tenant_context(acme), pytest.raises(jobs.UnknownKind), transaction.atomic():
            jobs.enqueue("jobs.test_nobody", key="k")

    def test_it_keeps_the_platforms_work_out_of_studios(self, acme: Studio) -> None:
        with tenant_context(acme), transaction.atomic():
            asked = jobs.enqueue("jobs.test_platform", key="k")
        assert Job.objects.get(pk=asked.id).studio_id is None


@pytest.mark.usefixtures("db")
class TestCoalescing:
    def test_it_returns_the_job_that_waits(self, acme: Studio) -> None:
        with tenant_context(acme), transaction.atomic():
            first = jobs.enqueue("jobs.test_note", key="k", name="old")
            second = jobs.enqueue("jobs.test_note", key="k", name="new")
        assert (second.id, second.is_new) == (first.id, False)
        assert Job.objects.get(pk=first.id).payload == {"name": "new"}

    def test_it_keeps_studios_apart(self, acme: Studio, bolt: Studio) -> None:
        asked = []
        for studio in (acme, bolt):
            with tenant_context(studio), transaction.atomic():
                asked.append(jobs.enqueue("jobs.test_note", key="k"))
        assert asked[0].id != asked[1].id

    def test_it_makes_a_new_one_when_the_last_is_done(self, acme: Studio) -> None:
        first = _ask(acme)
        runner.run_next("default")
        second = _ask(acme)
        assert second.is_new
        assert second.id != first.id

    def test_it_uses_a_key_up_for_ever_with_once(self, acme: Studio) -> None:
        first = _ask(acme, once=True)
        runner.run_next("default")
        second = _ask(acme, once=True)
        assert (second.id, second.is_new) == (first.id, False)
        assert runner.run_next("default") is None

    def test_it_runs_once_more_when_asked_while_running(self, acme: Studio) -> None:
        asked = _ask(acme)
        running = claims.take("default")
        assert running is not None
        assert _ask(acme).id == asked.id
        claims.finish(running, "done")
        assert Job.objects.get(pk=asked.id).state == "queued"

    def test_it_waits_out_a_delay(self, acme: Studio) -> None:
        with tenant_context(acme), transaction.atomic():
            jobs.enqueue("jobs.test_note", key="k", delay=timedelta(hours=1))
        assert claims.take("default") is None


def test_it_is_not_run_on_what_was_before_the_change(acme: Studio, committed: None) -> None:
    """A worker may not take the waiting job while a change that needs it is uncommitted."""
    _ask(acme)
    with ThreadPoolExecutor(1) as pool, tenant_context(acme), transaction.atomic():
        jobs.enqueue("jobs.test_note", key="k", name="new")
        assert pool.submit(in_thread(lambda: claims.take("default"))).result() is None
    runner.run_next("default")
    assert work.ran == [(acme.name, "new")]


def test_it_makes_one_job_of_twenty_at_once(acme: Studio, committed: None) -> None:
    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(in_thread(lambda: _ask(acme))) for _ in range(20)]
        ids = {future.result().id for future in asked}  # type: ignore[attr-defined]
    assert len(ids) == 1
    wait_for(lambda: Job.objects.count() == 1, seconds=1)


def _ask(studio: Studio, *, once: bool = False) -> jobs.Enqueued:
    with tenant_context(studio), transaction.atomic():
        return jobs.enqueue("jobs.test_note", key="k", once=once)
