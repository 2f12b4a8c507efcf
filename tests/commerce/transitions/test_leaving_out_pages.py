"""Leaving out on pages and in the API: asked first, with what it costs; money back apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.papers import orders
from tests.commerce.transitions.mixed import states

Open = Callable[..., Browser]


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _url(order: Order, place: int) -> str:
    item = order.items.order_by("pk")[place]
    return f"/studio/orders/{order.public_id}/items/{item.public_id}/cancel/"


def _page(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


def test_it_says_what_it_costs_before_it_leaves_out(unpaid: Order, desk: Browser) -> None:
    address = _url(unpaid, 2)
    asked = _page(desk, address)
    assert f'href="{address}"' in _page(desk, f"/studio/orders/{unpaid.public_id}/")
    assert "It costs €19.90. Of €64.90, so much less is to be paid" in asked
    page = desk.post(address, follow=True).content.decode()
    assert "€45.00 are not paid yet" in page
    assert "€19.90 less ordered" not in page
    assert desk.get(address).status_code == 302


def test_it_leaves_some_copies_out(
    who: Customer, gallery: Gallery, acme: Studio, desk: Browser, carla: Person, browser: Open
) -> None:
    orders.set_up()
    order = orders.bought(who, gallery)
    asked = _page(desk, _url(order, 0))
    assert [f'value="{keep}"' in asked for keep in range(4)] == [True, True, True, False]
    for nonsense in ("-1", "x", "3"):
        desk.post(_url(order, 0), {"keep": nonsense})
    assert order.items.get().kept == 3
    desk.post(_url(order, 0), {"keep": "1"})
    assert order.items.get().kept == 1
    for page in (
        _page(desk, f"/studio/orders/{order.public_id}/"),
        _page(browser(acme, carla), f"/orders/{order.public_id}/"),
    ):
        assert "2 of 3 left out" in page
        assert "€24.89" in page


def test_it_offers_what_was_paid_for_it(paid: Order, desk: Browser) -> None:
    url = f"/studio/orders/{paid.public_id}/"
    assert "€19.90 were paid for it" in _page(desk, _url(paid, 2))
    page = desk.post(_url(paid, 2), follow=True).content.decode()
    assert "€19.90 were paid for what is left out" in page
    said = {"what": "left_out", "key": "once"}
    for _twice in range(2):
        page = desk.post(f"{url}refunds/", said, follow=True).content.decode()
    assert "were paid for what is left out" not in page
    assert paid.refunds.get().amount == 1990
    assert paid.refunds.get().document.data["total"] == 1990


def test_it_says_when_nothing_is_left(unpaid: Order, desk: Browser) -> None:
    for place in range(5):
        desk.post(_url(unpaid, place))
    assert "Nothing is left in this order." in _page(desk, f"/studio/orders/{unpaid.public_id}/")


def test_it_leaves_out_by_the_api(unpaid: Order, desk: Browser) -> None:
    item = unpaid.items.order_by("pk")[2]
    url = f"/api/v1/orders/{unpaid.public_id}/items/{item.public_id}/cancellation/"
    for _twice in range(2):
        shown = desk.put(url, {"keep": 0}, content_type="application/json").json()
    assert (shown["due"]["amount"], shown["total"]["amount"]) == (4500, 6490)
    assert [each["kept"] for each in shown["items"]] == [1, 1, 0, 1, 1]
    assert states(unpaid)[2] == "cancelled"
