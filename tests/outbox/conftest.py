from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tenants.models import Studio


@pytest.fixture(autouse=True)
def own_templates(settings: Any) -> None:
    """Mails of the tests beside those of the project."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates


@pytest.fixture
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ring leaves this test."""
    monkeypatch.setattr("safelight.jobs.doorbell.ring", lambda queue, job_id=None: True)


@pytest.fixture
def alone(fresh_studio: Studio, silent_bell: None) -> Iterator[Studio]:
    """A studio for tests that commit; its jobs go with it."""
    yield fresh_studio
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE jobs_job, jobs_turn")
