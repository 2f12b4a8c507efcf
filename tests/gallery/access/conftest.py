"""Guests and clients of acme before a gallery's doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.support import world
from tests.support.clean import _no_tries_yet

__all__ = ["_no_tries_yet"]


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    """Dozens of tries would take a quarter of a minute to hash as in earnest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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


@pytest.fixture
def doras(acme: Studio, dora: Person) -> Browser:
    return world.browser(acme, dora)
