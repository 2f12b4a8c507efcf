"""A gallery that Carla buys from."""

from __future__ import annotations

import pytest

from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import shop


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    """Three photos that are not FINAL."""
    return shop(carla, photos=3)
