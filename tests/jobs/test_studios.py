from __future__ import annotations

from typing import cast
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from safelight import jobs
from safelight.celery import app
from safelight.jobs import runner, sweeping
from safelight.jobs.base import StudioTask
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from tenants import schema
from tenants.context import NoStudio, current_studio, tenant_context
from tenants.models import Studio
from tests.jobs import work

pytestmark = pytest.mark.usefixtures("db")


def test_it_runs_each_job_in_its_own_studio(acme: Studio, bolt: Studio) -> None:
    for studio in (acme, bolt):
        _ask(studio, "jobs.test_note")
    with tenant_context(acme):
        drain()
    assert sorted(work.ran) == sorted([(acme.name, "x"), (bolt.name, "x")])


def test_iso_15_it_cancels_the_work_of_a_studio_that_is_gone(acme: Studio) -> None:
    """Never run, least of all in public."""
    asked = _ask(acme, "jobs.test_note")
    Job.objects.filter(pk=asked.id).update(studio=10**9)
    moved = "UPDATE jobs_turn SET lane = 1000000000 WHERE lane = %s"
    connection.cursor().execute(moved, [acme.pk])
    runner.run_next("default")
    assert Job.objects.get(pk=asked.id).state == "cancelled"
    assert work.ran == []


@pytest.mark.parametrize("state", [Studio.State.CLOSING, Studio.State.SPARE])
def test_it_cancels_the_work_of_a_studio_that_closes(acme: Studio, state: str) -> None:
    asked = _ask(acme, "jobs.test_note")
    Studio.objects.filter(pk=acme.pk).update(state=state)
    runner.run_next("default")
    assert Job.objects.get(pk=asked.id).state == "cancelled"
    assert work.ran == []


def test_it_sweeps_up_after_a_studio_that_closes(acme: Studio, silent_bell: None) -> None:
    sweeping.sweep()  # what tests that commit left of studios they dropped
    asked = _ask(acme, "jobs.test_note")
    Studio.objects.filter(pk=acme.pk).update(state=Studio.State.CLOSING)
    assert sweeping.sweep().cancelled == 1
    assert Job.objects.get(pk=asked.id).state == "cancelled"


def test_it_waits_for_a_studio_that_is_behind(acme: Studio) -> None:
    asked = _ask(acme, "jobs.test_note")
    Studio.objects.filter(pk=acme.pk).update(schema_version="old")
    runner.run_next("default")
    job = Job.objects.get(pk=asked.id)
    assert (job.state, job.attempts, work.ran) == ("queued", 0, [])


def test_it_skips_work_of_a_module_that_is_off(acme: Studio) -> None:
    acme.switch_on("gallery", at=timezone.now())
    asked = _ask(acme, "gallery.test_gated")
    acme.switch_off("gallery")
    runner.run_next("default")
    assert Job.objects.get(pk=asked.id).state == "skipped"
    assert work.ran == []


def test_it_runs_work_of_a_module_that_is_on(acme: Studio) -> None:
    acme.switch_on("gallery", at=timezone.now())
    _ask(acme, "gallery.test_gated")
    drain()
    assert work.ran == [(acme.name, "x")]


def test_it_runs_the_platforms_work_in_public(acme: Studio) -> None:
    _ask(acme, "jobs.test_platform")
    with tenant_context(acme):
        drain()
        assert schema.current() == acme.schema_name
    assert work.ran == [("public", "x")]


def test_it_never_takes_a_studios_kind_for_the_platforms(acme: Studio) -> None:
    asked = _ask(acme, "jobs.test_note")
    Job.objects.filter(pk=asked.id).update(studio=None)
    connection.cursor().execute("UPDATE jobs_turn SET lane = 0")
    runner.run_next("default")
    assert Job.objects.get(pk=asked.id).state == "cancelled"
    assert work.ran == []


def test_it_leaves_the_connection_in_public(acme: Studio) -> None:
    _ask(acme, "jobs.test_fail")
    runner.run_next("default")
    assert schema.current() == "public"
    with pytest.raises(NoStudio):
        current_studio()
    with pytest.raises(jobs.NotInAJob):
        jobs.current()


class TestMessage:
    """ISO-16: a task message without a studio is refused, unless it is the platform's."""

    def test_iso_16_it_refuses_one_without_a_studio(self) -> None:
        with pytest.raises(NoStudio):
            _task().apply(throw=True)

    def test_it_refuses_one_of_an_unknown_studio(self) -> None:
        with pytest.raises(NoStudio):
            _task().apply(throw=True, headers={"studio": str(uuid4())})

    def test_it_refuses_one_of_a_closing_studio(self, acme: Studio) -> None:
        Studio.objects.filter(pk=acme.pk).update(state=Studio.State.CLOSING)
        with pytest.raises(NoStudio):
            _task().apply(throw=True, headers={"studio": str(acme.uuid)})

    def test_it_enters_the_studio_that_is_named(self, acme: Studio) -> None:
        result = _task().apply(throw=True, headers={"studio": str(acme.uuid)})
        assert result.get() == acme.schema_name
        assert schema.current() == "public"

    def test_it_takes_the_platforms_in_public(self, acme: Studio) -> None:
        with tenant_context(acme):
            assert _task(platform=True).apply(throw=True).get() == "public"

    def test_it_is_the_base_of_every_task(self) -> None:
        app.loader.import_default_modules()
        ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
        assert ours
        assert all(isinstance(task, StudioTask) for task in ours)


def _task(*, platform: bool = False) -> StudioTask:
    return cast(StudioTask, app.task(name=f"test.{uuid4()}", platform=platform)(_where))


def _where() -> str:
    return schema.current()


def _ask(studio: Studio, kind: str) -> jobs.Enqueued:
    with tenant_context(studio), transaction.atomic():
        return jobs.enqueue(kind, key="k", name="x")
