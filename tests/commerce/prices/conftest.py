"""A gallery that Carla may enter, with one photo of 1500 × 1000 pixels in PROOF."""

from __future__ import annotations

import pytest

from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    made = make_gallery()
    make_row(made, client=carla.client, enter=True)
    return made


@pytest.fixture
def photo(gallery: Gallery) -> Photo:
    return make_photo(in_gallery=gallery, state="PROOF")


@pytest.fixture
def viewer(carla: Person) -> Viewer:
    return Viewer(client_id=carla.client.pk)
