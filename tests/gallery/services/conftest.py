"""Photos with rows and no files, for services that never open one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from modules.gallery.models import Gallery, Photo, PhotoVersion
from modules.gallery.services import galleries, placing
from modules.gallery.services.photos import name_key
from safelight.storage import keys
from tenants.models import Studio

AddPhoto = Callable[..., Photo]


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    return galleries.create(title="Ida & Jonas", preset="protected_retouch")


@pytest.fixture
def add_photo(inside_acme: Studio) -> AddPhoto:
    """``add_photo(gallery, "a.jpg", state="FINAL")``: a ready photo, placed last."""

    def add(gallery: Gallery, name: str = "a.jpg", **fields: Any) -> Photo:
        photo = Photo.objects.create(name=name, name_key=name_key(name), **fields)
        add_version(photo, inside_acme)
        placing.place(gallery=gallery, photo_ids=[photo.pk])
        return photo

    return add


def add_version(photo: Photo, studio: Studio) -> PhotoVersion:
    at = timezone.now()
    version = PhotoVersion.objects.create(
        photo=photo, number=photo.versions.count() + 1, object_key=keys.new_object(studio.uuid),
        name=photo.name, bytes=10, sha256="0" * 64, crc32=1, width=60, height=40,
        renditions={"400": [400, 267, 9, 1], "1200": [1200, 800, 9, 1]}, uploaded_at=at,
        ready_at=at,
    )  # fmt: skip
    photo.version = version
    photo.save(update_fields=["version"])
    return version
