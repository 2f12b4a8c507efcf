"""One of everything, made once for a file of tests that each only look at it.

Each test begins with what was made, and what it changes is rolled back, as everywhere: its
transaction lies within the one of the file. What was stored is copied into the test's own folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from django.db import transaction

from tenants.models import Studio
from tests.routes import things


class Blocker(Protocol):
    """What pytest-django keeps tests from the database with."""

    def unblock(self) -> AbstractContextManager[None]: ...


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None,
    django_db_blocker: Blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[dict[str, str], Path]]:
    """``things.make`` of acme, and the folder with what it stored."""
    stored = tmp_path_factory.mktemp("things")
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "STORAGE_URL", f"file://{stored}")
            patch.setenv("STORAGE_URL", settings.STORAGE_URL)
            made = things.make(Studio.objects.get(address="acme"))
        yield made, stored
        transaction.set_rollback(True)


@pytest.fixture
def made(
    made_once: tuple[dict[str, str], Path], acme: Studio, _own_storage: None
) -> dict[str, str]:
    """The values that name everything in acme."""
    found, stored = made_once
    shutil.copytree(stored, settings.STORAGE_URL.removeprefix("file://"), dirs_exist_ok=True)
    return dict(found)
