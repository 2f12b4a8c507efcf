"""Row 125: the smallest order of a gallery, and no order of 0: on pages and in the API."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.checkout.buying import live_at, look, put, set_up
from tests.commerce.factories import customer
from tests.commerce.prices.factories import sell
from tests.commerce.selling import rate, tax_profile
from tests.commerce.test_business import PARIS

JSON: Any = {"content_type": "application/json"}
MISSING = "Orders begin at €15.00. Add something for €5.00 or more."


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    """Somebody with goods of 10.00 in the cart."""
    set_up(minimum_order=12, digital_consents=False)
    buyer = customer(carla)
    put(buyer, sell("print", 1000, at=gallery), gallery=gallery)
    return buyer


def _ask(browser: Browser, gallery: Gallery, **terms: Any) -> Any:
    here = f"/api/v1/price-lists/ordering-terms/{gallery.public_id}/"
    return browser.put(here, {"minimum_order": 0, "refuse_zero_orders": False, **terms}, **JSON)


def test_row_125_it_says_what_is_missing_everywhere(
    who: Customer, gallery: Gallery, acme: Studio, alice: Person, carla: Person,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    client = browser(acme, carla)
    assert "Orders begin at €12.00." in html.unescape(client.get("/cart/").content.decode())
    assert _ask(browser(acme, alice), gallery, minimum_order=15).json()["minimum_order"] == 15
    for path in ("/cart/", "/checkout/"):
        assert MISSING in html.unescape(client.get(path).content.decode())
    cart = client.get("/api/v1/cart/").json()
    assert cart["refusal"] == MISSING
    answer = client.post("/api/v1/orders/", {"quote": cart["quote"]}, **JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "order_refused")
    assert answer.json()["error"]["message"] == MISSING
    assert not Order.objects.exists()


def test_it_takes_the_strictest_of_studio_and_gallery(
    who: Customer, gallery: Gallery, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    _ask(browser(acme, alice), gallery, minimum_order=5)
    assert "€12.00" in look(who).refusal


def test_it_measures_a_business_by_the_price_with_tax(who: Customer) -> None:
    set_up(minimum_order=10, home_country="DE")
    rate(tax_profile(is_usual=True), "FR", "20")
    live_at(who, billing=PARIS)
    quote = look(who)
    assert (quote.priced.total, quote.refusal) == (833, "")


@pytest.mark.parametrize("terms", [{"minimum_order": -1}, {"refuse_zero_orders": None}])
def test_it_refuses_terms_that_cannot_be(
    gallery: Gallery, acme: Studio, alice: Person, browser: Callable[..., Browser], terms: Any
) -> None:
    assert _ask(browser(acme, alice), gallery, **terms).status_code == 400
