"""Carla's orders, one that needs no payment beside those that do."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Authorization, Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, shop
from tests.commerce.transitions.mixed import place_mixed


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    """Nothing of it is free to download, so that files can be sold."""
    made = shop(carla, photos=3, stored=True)
    Authorization.objects.filter(gallery=made).update(originals="none")
    return made


@pytest.fixture
def who(inside_acme: Studio, carla: Person) -> Customer:
    return customer(carla)


@pytest.fixture
def unpaid(who: Customer, gallery: Gallery) -> Order:
    """An order of everything that a studio sells; see ``mixed``."""
    return place_mixed(who, gallery)


@pytest.fixture
def paid(unpaid: Order, alice: Person) -> Order:
    """The same, marked as paid; its jobs have not run."""
    paying.mark_paid(order=unpaid, by=alice, note="", at=timezone.now())
    unpaid.refresh_from_db()
    return unpaid
