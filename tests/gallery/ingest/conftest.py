"""A gallery of acme and a small photo to put there."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.ingest.sending import Sender


@pytest.fixture
def sender(inside_acme: Studio, alice: Person) -> Sender:
    return Sender(Gallery.objects.create(title="Wedding"), alice)


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """``picture(colour)``: a JPEG of 480 × 320 in that colour."""

    def make(colour: str = "teal") -> bytes:
        file = io.BytesIO()
        Image.new("RGB", (480, 320), colour).save(file, "JPEG")
        return file.getvalue()

    return make
