"""Galleries to look at; loaded once Django is set up (see ``bench.gallery``)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from modules.gallery.models import (
    Authorization,
    Gallery,
    Photo,
    PhotoVersion,
    Placement,
)
from safelight.signup import services
from safelight.storage import keys
from tenants import migrating
from tenants.context import tenant_context
from tenants.models import Studio

THUMBHASH = "3OcRJYB4d3h/iIeHeEh3eIhw+j2w"
RENDITIONS = {"400": [400, 267, 21_000, 1], "1200": [1200, 800, 120_000, 2],
              "2048": [2048, 1365, 410_000, 3]}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A public gallery and the addresses that its visitor's browser asks for."""

    photos: int
    host: str
    page: str
    list: str
    queries: dict[str, int]


def prepare(count: int) -> Shown:
    """A gallery of that many photos, open to Anybody; no file of them is stored."""
    studio = open_studio()
    with tenant_context(studio):
        gallery = Gallery.objects.create(
            title=f"{count} photos", published_at=datetime.now(UTC), hidden=False, comments_on=True
        )
        Authorization.objects.create(gallery=gallery, lowres=True)
        fill(gallery, studio, count)
        page = f"/galleries/{gallery.public_id}/"
        listed = f"/api/v1/galleries/{gallery.public_id}/photos/?site=1"
        queries = {path: _queries(studio, path) for path in (page, listed)}
    return Shown(count, studio.primary_host(), page, listed, dict(_named(queries)))


def _named(queries: dict[str, int]) -> list[tuple[str, int]]:
    return list(zip(("page", "list"), queries.values(), strict=True))


def open_studio() -> Studio:
    migrating.migrate_public()
    migrating.ensure_template()
    if not Studio.objects.filter(address="bench").exists():
        services.open_studio(
            name="Bench", address="bench", owner_name="Olive", email="olive@example.org",
            password=os.urandom(16).hex(), at=datetime.now(UTC),
        )  # fmt: skip
    found: Studio = Studio.objects.get(address="bench")
    return found


def fill(gallery: Gallery, studio: Studio, count: int) -> None:
    at = datetime.now(UTC)
    photos = Photo.objects.bulk_create(
        Photo(name=f"IMG_{number}.JPG", name_key=f"img_{number}.jpg") for number in range(count)
    )
    versions = PhotoVersion.objects.bulk_create(
        PhotoVersion(
            photo=photo, object_key=keys.new_object(studio.uuid), name=photo.name,
            media_type="image/jpeg", bytes=9_000_000, sha256="0" * 64, crc32=0, width=6000,
            height=4000, thumbhash=THUMBHASH, renditions=RENDITIONS, uploaded_at=at, ready_at=at,
        )
        for photo in photos
    )  # fmt: skip
    for photo, version in zip(photos, versions, strict=True):
        photo.version = version
    Photo.objects.bulk_update(photos, ["version"], batch_size=1000)
    Placement.objects.bulk_create(
        Placement(gallery=gallery, photo=photo, position=place)
        for place, photo in enumerate(photos)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE gallery_photo, gallery_photoversion, gallery_placement")


def _queries(studio: Studio, path: str) -> int:
    """Of a look that finds nothing kept."""
    with CaptureQueriesContext(connection) as captured:
        answer = Browser(headers={"host": studio.primary_host()}).get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {path}")
    return len(captured)
