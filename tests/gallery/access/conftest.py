"""Guests and clients of acme before a gallery's doors."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.support import world


@pytest.fixture
def guest(acme: Studio) -> Browser:
    """Somebody who is not signed in."""
    return world.browser(acme)


@pytest.fixture
def carlas(acme: Studio, carla: Person) -> Browser:
    return world.browser(acme, carla)


@pytest.fixture
def dora(acme: Studio) -> Person:
    """Another client of acme."""
    return world.person(acme, "dora@example.org")
