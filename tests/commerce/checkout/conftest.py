"""Carla in her browser, in front of a gallery that sells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer

Open = Callable[..., Browser]


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    return customer(carla)


@pytest.fixture
def page(acme: Studio, carla: Person, browser: Open) -> Browser:
    return browser(acme, carla)


@pytest.fixture
def guest(acme: Studio, browser: Open) -> Browser:
    return browser(acme)
