"""Selling under the name of the brand that a gallery wears."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.documents import facts
from modules.commerce.services.orders import charging
from modules.gallery.models import Gallery
from modules.gallery.services import galleries
from safelight.accounts.models import Person
from safelight.outbox import brand as mail_brands
from safelight.site.models import Brand
from safelight.site.services import brands
from tenants.models import Studio
from tests.commerce.factories import customer, fill, mails, place, shop
from tests.support.world import canary

STUDIO = f"Studio {canary('acme')}"
Browse = Callable[..., Browser]


@pytest.fixture
def brand(gallery: Gallery) -> Brand:
    """Carla's gallery wears it."""
    made = brands.make(name="Little Feet")
    values = {"footer": "Pier 4", "contact_email": "hi@little-feet.example"}
    brands.change(brand=made, values=values, sent={})
    galleries.change(gallery=gallery, brand=made)
    return made


@pytest.fixture
def hers(browser: Browse, acme: Studio, carla: Person) -> Browser:
    return browser(acme, carla)


def test_row_8_it_shows_the_cart_as_the_galleries_in_it(
    hers: Browser, carla: Person, gallery: Gallery, brand: Brand
) -> None:
    assert STUDIO in hers.get("/cart/").content.decode()
    fill(customer(carla), gallery)
    assert "Little Feet" in hers.get("/cart/").content.decode()
    assert STUDIO not in hers.get("/cart/").content.decode()
    fill(customer(carla), shop(carla, title="Of the studio itself"))
    assert STUDIO in hers.get("/cart/").content.decode()


def test_row_8_it_keeps_the_brand_with_the_order(
    hers: Browser, browser: Browse, acme: Studio, brand: Brand, gallery: Gallery, carla: Person,
    alice: Person,
) -> None:  # fmt: skip
    order = place(customer(carla), gallery)
    galleries.change(gallery=gallery, brand=None)
    assert order.brand == brand
    html = hers.get(f"/orders/{order.public_id}/").content.decode()
    assert "Little Feet" in html
    assert STUDIO not in html
    desk = browser(acme, alice).get(f"/studio/orders/{order.public_id}/")
    assert "Little Feet" in desk.content.decode()
    brands.delete(brand=brand)
    order.refresh_from_db()
    assert order.brand is None
    assert STUDIO in hers.get(f"/orders/{order.public_id}/").content.decode()


def test_row_8_it_writes_to_the_client_as_the_brand_and_to_the_team_as_the_studio(
    brand: Brand, order: Order
) -> None:
    order.refresh_from_db()
    (mail,) = mails("order_placed")
    assert (mail.from_name, mail.reply_to) == ("Little Feet", "hi@little-feet.example")
    assert "Pier 4" in mail.text_body
    assert {each.from_name for each in mails("order_placed_studio")} == {STUDIO}


def test_row_8_it_puts_the_brand_on_papers_with_the_studio_below_it(
    brand: Brand, order: Order
) -> None:
    issuer = facts._Setting(order)._issuer()
    assert (issuer["name"], issuer["email"]) == ("Little Feet", "hi@little-feet.example")
    assert issuer["address"][0] == STUDIO


def test_row_8_it_charges_for_a_gallery_as_its_brand(
    acme: Studio, carla: Person, gallery: Gallery, brand: Brand
) -> None:
    line = charging.ChargeLine("Album", "", 1000, gallery_id=gallery.pk)
    who = charging.Charged(visitor_id=None, person_id=carla.pk, email=carla.email, name=carla.name)
    order = charging.charge(customer=who, lines=[line], note="", key="k", at=timezone.now())
    assert order.brand == brand
    assert mail_brands.of(acme, ("order", order.public_id)).name == "Little Feet"
