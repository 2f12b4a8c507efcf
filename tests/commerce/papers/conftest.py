"""A paid order with its invoice."""

from __future__ import annotations

import pytest

from modules.commerce.models import Document, Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.factories import customer
from tests.commerce.papers import orders


@pytest.fixture
def order(gallery: Gallery, carla: Person) -> Order:
    """Three prints for 59.97 EUR and 4.90 EUR of shipping, tax included."""
    orders.set_up(invoice_prefix="INV-", invoice_note="Thank you.")
    return orders.bought(customer(carla), gallery)


@pytest.fixture
def invoice(order: Order, alice: Person) -> Document:
    return orders.pay(order, alice)
