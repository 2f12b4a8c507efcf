from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from safelight import jobs
from safelight.jobs import schedules
from safelight.jobs.models import Job, ScheduleMark
from safelight.kernel import registry
from safelight.kernel.manifest import Schedule
from tenants import life
from tenants.models import Studio
from tests.jobs import work

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def hourly(monkeypatch: pytest.MonkeyPatch, acme: Studio, bolt: Studio) -> Iterator[None]:
    """The gallery module, on for acme alone, schedules one kind; so does the platform."""
    gallery = replace(
        registry.module("gallery"),
        schedule=(Schedule(kind="gallery.test_gated", every=timedelta(hours=1)),),
    )
    monkeypatch.setattr(registry, "manifests", lambda: (gallery,))
    monkeypatch.setattr(schedules, "specs", lambda: ())
    Studio.objects.exclude(pk__in=[acme.pk, bolt.pk]).update(state=Studio.State.SPARE)
    acme.switch_on("gallery", at=timezone.now())
    bolt.switch_off("gallery")
    return iter(())


def test_it_asks_for_each_studio_that_has_the_module(acme: Studio) -> None:
    assert schedules.tick() == 1
    job = Job.objects.get(kind="gallery.test_gated")
    assert job.studio_id == acme.pk
    assert job.key.startswith("slot ")


def test_it_asks_once_a_slot() -> None:
    schedules.tick()
    Job.objects.update(state="done")
    assert schedules.tick() == 0


def test_it_asks_again_in_the_next_slot() -> None:
    schedules.tick()
    Job.objects.update(state="done")
    _wind_back()
    assert schedules.tick() == 1


def test_it_makes_no_pile_of_slots_that_wait() -> None:
    schedules.tick()
    _wind_back()
    assert schedules.tick() == 0
    assert Job.objects.filter(kind="gallery.test_gated").count() == 1


def test_it_leaves_out_a_studio_that_is_not_open(acme: Studio) -> None:
    life.suspend(studio=acme, why=Studio.Why.OPERATOR, at=timezone.now())
    assert schedules.tick() == 0


def test_it_asks_for_the_platforms_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.platform_handler("jobs.test_hourly", every=timedelta(hours=1))(work.platform)
    found = jobs.registry.spec("jobs.test_hourly")
    monkeypatch.setattr(schedules, "specs", lambda: (found,))
    assert schedules.tick() == 2
    assert Job.objects.get(kind="jobs.test_hourly").studio_id is None


def _wind_back() -> None:
    assert ScheduleMark.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_schedulemark SET slot_at = slot_at - interval '1 hour'")
        cursor.execute("UPDATE jobs_job SET key = key || ' before'")
