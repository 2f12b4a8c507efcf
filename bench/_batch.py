"""A studio with one batch to upload into; loaded once Django is set up (see ``bench.ingest``)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from modules.gallery.models import Batch, BatchFile, Gallery
from safelight.accounts.models import ApiToken, Person
from safelight.signup import services
from tenants import migrating
from tenants.context import tenant_context
from tenants.models import Studio


@dataclass(frozen=True)
class Prepared:
    """Where to upload to, and as whom."""

    studio: Studio
    public_id: str
    host: str
    token: str


def prepare() -> Prepared:
    at = datetime.now(UTC)
    migrating.migrate_public()
    migrating.ensure_template()
    services.open_studio(
        name="Bench", address="bench", owner_name="Olive", email="olive@example.org",
        password=os.urandom(16).hex(), at=at,
    )  # fmt: skip
    studio = Studio.objects.get(address="bench")
    with tenant_context(studio):
        gallery = Gallery.objects.create(title="Bench")
        batch = Batch.objects.create(gallery=gallery, on_clash="keep_both", made_at=at)
        token = ApiToken.issue(Person.objects.get(), name="bench")[1]
        return Prepared(studio, batch.public_id, studio.primary_host(), token)


def wait_until_ready(prepared: Prepared, count: int) -> None:
    """Look until that many files are photos. Raises ``RuntimeError`` for one that is not."""
    with tenant_context(prepared.studio):
        files = BatchFile.objects.filter(batch__public_id=prepared.public_id)
        while files.exclude(outcome=BatchFile.Outcome.WAITING).count() < count:
            time.sleep(0.05)
        if refused := files.filter(outcome=BatchFile.Outcome.REFUSED).first():
            raise RuntimeError(f"{refused.name}: {refused.reason}")
