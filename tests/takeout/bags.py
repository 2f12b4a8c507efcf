"""An export of a studio, downloaded and unpacked, for tests."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.takeout import services
from safelight.takeout.models import Export
from tenants.context import tenant_context
from tenants.models import Studio
from tests.gallery import plane


def exported(studio: Studio, by: Person) -> Export:
    """An export that its jobs have prepared."""
    with tenant_context(studio):
        export = services.begin(by=by, at=timezone.now())
    # Whether its mail leaves is another matter.
    drain(allow_failures=True)
    with tenant_context(studio):
        export.refresh_from_db()
    return export


def unpacked(studio: Studio, browser: Browser, export: Export, folder: Path) -> Path:
    """The bag's folder, downloaded as an owner does who was asked who they are just now."""
    with zipfile.ZipFile(io.BytesIO(downloaded(studio, browser, export))) as file:
        file.extractall(folder)
    (bag,) = folder.iterdir()
    return bag


def downloaded(studio: Studio, browser: Browser, export: Export, **headers: str) -> bytes:
    with tenant_context(studio):
        session = browser.session
        session["proved_at"] = int(timezone.now().timestamp())
        session.save()
    got = plane.fetch(browser, f"/studio/settings/export/{export.public_id}/download/", **headers)
    assert got.status in {200, 206}, got.body[:300]
    return got.body


def rows(bag: Path, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (bag / "data" / path).read_text().splitlines()]
