"""The gallery's owner at work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import Gallery
from modules.gallery.services import galleries
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.services.conftest import AddPhoto
from tests.gallery.services.conftest import add_photo as add_photo

Open = Callable[..., Browser]
Page = Callable[[str], str]

__all__ = ["AddPhoto", "Open", "Page", "add_photo"]


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    return galleries.create(title="Ida & Jonas", preset="protected_retouch")


@pytest.fixture
def owner(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def at(gallery: Gallery) -> Page:
    """``at("settings/")``: the path of a page of the gallery."""
    return lambda path: f"/studio/galleries/{gallery.public_id}/{path}"
