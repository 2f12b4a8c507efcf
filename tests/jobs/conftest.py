"""Fixtures of tests that commit: jobs are claimed over connections of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from safelight.jobs import doorbell, registry
from safelight.jobs.models import Job
from tenants.context import public_context
from tenants.models import Studio
from tests.jobs import work


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """The kinds of ``tests.jobs.work``, for this test only."""
    registry.specs()
    before = dict(registry._specs)
    work.register()
    yield
    registry._specs.clear()
    registry._specs.update(before)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits, visible to other connections; the jobs' tables are emptied afterwards."""
    with django_db_blocker.unblock(), public_context():
        _empty()
        _execute("CREATE TABLE IF NOT EXISTS public.test_effects (name text, token text)")
        yield
        _empty()
        _execute("DROP TABLE public.test_effects")
        connection.close()


@pytest.fixture
def _nothing_left(db: None) -> None:
    """Tests that commit may leave jobs behind; none of those here is to count or run them."""
    Job.objects.all().delete()


@pytest.fixture
def acme(request: pytest.FixtureRequest) -> Studio:
    return _studio(request, "acme")


@pytest.fixture
def bolt(request: pytest.FixtureRequest) -> Studio:
    return _studio(request, "bolt")


@pytest.fixture
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ring leaves this test."""
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)


@pytest.fixture
def without() -> Callable[[str], object]:
    """``with without("lease"):`` takes a safeguard away."""
    return lambda safeguard: override_settings(RELIABILITY_DISABLE=frozenset({safeguard}))


@pytest.fixture
def flags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which handlers of other processes leave their marks."""
    monkeypatch.setenv("TEST_FLAGS", str(tmp_path))
    return tmp_path


def _studio(request: pytest.FixtureRequest, address: str) -> Studio:
    # A test that commits must not sit in a transaction as well.
    commits = "committed" in request.fixturenames
    request.getfixturevalue("committed" if commits else "_nothing_left")
    return Studio.objects.get(address=address)


def _empty() -> None:
    _execute("TRUNCATE jobs_job, jobs_turn, jobs_schedulemark")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
