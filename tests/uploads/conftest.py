"""A studio with committed rows and a server that serves it, once for all tests of uploads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from modules.gallery.models import Batch, Gallery
from safelight.accounts.models import ApiToken, Person
from safelight.jobs.models import Job
from tenants import resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world
from tests.uploads import live


@dataclass(frozen=True)
class Land:
    """A studio, a batch to upload into, and tokens of its people by name."""

    studio: Studio
    server: live.Server
    batch: str
    tokens: dict[str, str]

    def client(self, name: str = "alice") -> live.Tus:
        return live.Tus(self.server.port, self.studio.primary_host(), self.tokens[name])


@pytest.fixture(scope="session")
def land(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Land]:
    with django_db_blocker.unblock():
        studio = world.build_studio("tusland")
        resolve.forget_all()
        try:
            with live.server(tmp_path_factory.mktemp("live") / "storage") as server:
                yield Land(studio, server, *_furnished(studio))
        finally:
            world.drop_studio(studio)


def _furnished(studio: Studio) -> tuple[str, dict[str, str]]:
    with tenant_context(studio):
        gallery = Gallery.objects.create(title="Uploads")
        batch = Batch.objects.create(gallery=gallery, made_at=timezone.now())
        people = {
            name: Person.objects.get(email=f"{name}@example.org") for name in ("alice", "bob")
        }
        tokens = {name: ApiToken.issue(who, name="test")[1] for name, who in people.items()}
    return batch.public_id, tokens


@pytest.fixture
def tus(land: Land) -> live.Tus:
    """Alice's client."""
    return land.client()


@pytest.fixture
def committed(
    land: Land, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Land]:
    """The test's own queries run inside the studio and see what the server has committed."""
    monkeypatch.setenv("STORAGE_URL", f"file://{land.server.storage}")
    with django_db_blocker.unblock():
        with tenant_context(land.studio):
            yield land
        Job.objects.filter(studio=land.studio).delete()
