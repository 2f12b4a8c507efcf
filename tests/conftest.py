"""Two studios and four people, made once a run; each test is one transaction.

Alice owns acme, Bob retouches there, Carla is its client; Mallory owns bolt and must see nothing
of acme. Both studios are made by the same steps, so that their primary keys are equal, and each
carries a canary in its texts that must never show up in the other.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.jobs.models import Job
from tenants import resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import database, static_files, world

# bin/test gives one; a run by hand may do without.
os.environ.setdefault("SIGNING_KEY", "signing-key-of-the-tests-" + "0" * 32)

pytest_plugins = ("tests.support.fixtures",)


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["tests.support.hashers.QuickArgon2"]
    # Tests that try every route ask more in a minute than anybody else; tests/api/test_limits.py.
    settings.API_READS_PER_MINUTE = 0
    static_files.look_once()
    # Nobody else looks at what one test changes, and what is warm stays so: tests count queries.
    resolve.LEASE_SECONDS, resolve.LONGEST_SECONDS = 0.0, math.inf


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last; and nobody flushes the public schema under everybody's feet."""
    # The browser's driver keeps an event loop in this thread, in which no other test could work.
    items.sort(key=lambda item: "journeys" in item.path.parts)
    for item in items:
        mark = item.get_closest_marker("django_db")
        if "transactional_db" in getattr(item, "fixturenames", ()) or (
            mark is not None and mark.kwargs.get("transaction")
        ):
            raise pytest.UsageError(f"{item.nodeid} would flush the database; use fresh_studio.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of its own with the public schema, the template and two studios."""
    with django_db_blocker.unblock():
        database.make(os.environ.get("PYTEST_XDIST_WORKER", ""))
        for address in ("acme", "bolt"):
            world.build_studio(address)
        resolve.forget_all()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def acme(db: None) -> Studio:
    # Tests that commit may leave jobs behind; no other test shall count or run them.
    Job.objects.all().delete()
    return Studio.objects.get(address="acme")


@pytest.fixture
def bolt(db: None) -> Studio:
    return Studio.objects.get(address="bolt")


@pytest.fixture
def inside_acme(acme: Studio) -> Iterator[Studio]:
    """The test runs inside acme."""
    with tenant_context(acme):
        yield acme


@pytest.fixture
def alice(acme: Studio) -> Person:
    """Owner of acme."""
    return world.person(acme, "alice@example.org")


@pytest.fixture
def bob(acme: Studio) -> Person:
    """Retoucher at acme: sees galleries and orders, uploads, and decides nothing."""
    return world.person(acme, "bob@example.org")


@pytest.fixture
def carla(acme: Studio) -> Person:
    """Client of acme."""
    return world.person(acme, "carla@example.org")


@pytest.fixture
def mallory(bolt: Studio) -> Person:
    """Owner of bolt; the same address has an account as a client at acme."""
    return world.person(bolt, "mallory@example.org")


@pytest.fixture
def browser(db: None) -> Callable[..., Browser]:
    """``browser(studio, person)``: a test client on the studio's host, signed in or not."""
    return world.browser


@pytest.fixture
def fresh_studio(django_db_setup: None, django_db_blocker: Any) -> Iterator[Studio]:
    """A studio for a test that commits, with threads or processes: made for it, dropped after.

    The test does not use ``db``; its people are those of acme and bolt.
    """
    with django_db_blocker.unblock():
        Job.objects.all().delete()  # of whoever committed before
        studio = world.build_studio("fresh")
        resolve.forget_all()
        try:
            yield studio
        finally:
            world.drop_studio(studio)
