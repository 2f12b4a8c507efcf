"""A gallery that Carla may order from, and her order."""

from __future__ import annotations

import pytest

from modules.commerce.models import Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, place, shop


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    """Three photos that are not FINAL."""
    return shop(carla, photos=3)


@pytest.fixture
def order(gallery: Gallery, carla: Person) -> Order:
    """Carla has ordered all three."""
    return place(customer(carla), gallery)
