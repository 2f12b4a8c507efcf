"""Carla in front of a photo of 1500 × 1000 pixels, of which a square print is sold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import PriceList
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, shop
from tests.commerce.prices.factories import make_row, offer
from tests.gallery.factories import make_photo


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    return shop(carla, photos=0)


@pytest.fixture
def photo(gallery: Gallery) -> Photo:
    return make_photo(in_gallery=gallery)


@pytest.fixture
def square(gallery: Gallery) -> PriceList:
    """At 300 pixels an inch it wants 1181 × 1181."""
    made: PriceList = PriceList.objects.create(kind="print", name="Prints")
    make_row(made, 1500, name="10 × 10 cm", width=100, height=100)
    offer(made, gallery)
    return made


@pytest.fixture
def who(inside_acme: Studio, carla: Person) -> Customer:
    return customer(carla)


@pytest.fixture
def page(acme: Studio, carla: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, carla)
