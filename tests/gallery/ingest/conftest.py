"""A gallery of acme and a small photo to put there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.ingest.sending import Sender
from tests.support.bucket_server import BucketServer


@pytest.fixture
def sender(inside_acme: Studio, alice: Person) -> Sender:
    return Sender(Gallery.objects.create(title="Wedding"), alice)


@pytest.fixture
def in_a_bucket(
    bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Path:
    """Objects go to a bucket; the folder of this machine where uploads grow meanwhile."""
    for name, value in bucket_server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("STORAGE_URL", bucket_server.url)
    monkeypatch.setenv("UPLOAD_DIR", str(tmp_path / "incoming"))
    return tmp_path / "incoming"


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """``picture(colour)``: a JPEG of 480 × 320 in that colour."""

    def make(colour: str = "teal") -> bytes:
        file = io.BytesIO()
        Image.new("RGB", (480, 320), colour).save(file, "JPEG")
        return file.getvalue()

    return make
