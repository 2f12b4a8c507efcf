"""A gallery of acme with stored photos, and browsers before its doors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    """Open to Anybody, with three photos whose files are stored."""
    made = make_gallery(title="Ida & Jonas", hidden=False, comments_on=True, ratings_on=True)
    make_row(made, order=True, lowres=True, originals="all")
    for number in range(3):
        make_photo(in_gallery=made, stored=True, name=f"IMG_{number}.JPG")
    return made


@pytest.fixture
def guest(acme: Studio) -> Browser:
    return world.browser(acme)


@pytest.fixture
def client_of(acme: Studio) -> Callable[[Person], Browser]:
    return lambda person: world.browser(acme, person)
