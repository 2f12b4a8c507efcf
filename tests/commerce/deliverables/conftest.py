"""A gallery whose clients get three of six photos, and pay 15.00 for each one more."""

from __future__ import annotations

import pytest

from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Authorization, Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.deliverables.terms import set_terms
from tests.commerce.factories import customer, photos_of, shop


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    """Carla may download every original of it, as far as the gate lets her."""
    made = shop(carla, photos=6, stored=True)
    Authorization.objects.filter(gallery=made).update(originals="all")
    for photo in photos_of(made):
        photo.state = "FINAL"
        photo.save(update_fields=["state"])
    set_terms(made)
    return made


@pytest.fixture
def ids(gallery: Gallery) -> list[int]:
    return [photo.pk for photo in photos_of(gallery)]


@pytest.fixture
def who(inside_acme: Studio, carla: Person) -> Customer:
    return customer(carla)
