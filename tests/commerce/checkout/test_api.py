"""Selling by the API: the same prices and refusals as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import CartItem, Order, PriceRow
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from tests.commerce.checkout.buying import BERLIN, CONSENTS, put
from tests.commerce.factories import mails, photos_of
from tests.commerce.prices.factories import make_option, sell
from tests.commerce.selling import ask, coupon, profile, rate, tax_profile, tier

JSON = "application/json"
LINES = "/api/v1/cart/lines/"


def _line(gallery: Gallery, kind: str = "print", amount: int = 1000, **more: Any) -> dict[str, Any]:
    row = sell(kind, amount, at=gallery).rows.get()
    photo = photos_of(gallery)[0].public_id
    return {"row": row.public_id, "gallery": gallery.public_id, "photo": photo, **more}


def _cart(page: Browser) -> dict[str, Any]:
    return dict(page.get("/api/v1/cart/").json())


def _order(page: Browser, **more: Any) -> Any:
    body = {"quote": _cart(page)["quote"], "consents": list(CONSENTS), **more}
    return page.post("/api/v1/orders/", body, JSON)


def test_it_sells(page: Browser, gallery: Gallery) -> None:
    made = page.post(LINES, _line(gallery, quantity=3), JSON)
    assert (made.status_code, made.json()["amount"]["amount"]) == (201, 3000)
    changed = page.patch(f"{LINES}{made.json()['id']}/", {"quantity": 2}, JSON)
    assert changed.json()["amount"] == {"amount": 2000, "currency": "EUR"}
    answer = _order(page)
    assert (answer.status_code, answer.json()["total"]["amount"]) == (201, 2000)


def test_it_looks_at_nothing_without_making_a_cart(guest: Browser) -> None:
    assert _cart(guest)["count"] == 0
    assert "visitor" not in " ".join(guest.cookies)


def test_it_says_what_the_page_says(page: Browser, who: Customer, gallery: Gallery) -> None:
    rate(tax_profile(is_usual=True), "DE", "19")
    coupon()
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    glossy = make_option(prints, Glossy=190)[0]
    put(who, prints, gallery=gallery, choices=[glossy.public_id], quantity=2)
    page.put("/api/v1/cart/coupon/", {"code": "summer"}, JSON)
    cart = page.put("/api/v1/cart/addresses/", {"shipping": BERLIN}, JSON).json()
    sums = {name: cart[name]["amount"] for name in ("goods", "discount", "shipping", "total")}
    assert sums == {"goods": 2380, "discount": 238, "shipping": 490, "total": 2632}
    assert cart["taxes"][0]["percent"] == "19.0000"
    assert cart["needs"]["shipping"] == []
    order = _order(page).json()
    assert order["total"]["amount"] == 2632
    assert Order.objects.get().tax == sum(tax["amount"]["amount"] for tax in cart["taxes"])


@pytest.mark.parametrize("quantity", [-1, 0, 10**9, 1.5, "many", None, True])
def test_pay_07_it_takes_no_odd_quantity(page: Browser, gallery: Gallery, quantity: Any) -> None:
    answer = page.post(LINES, _line(gallery, quantity=quantity), JSON)
    assert answer.status_code == 400
    line = page.post(LINES, _line(gallery), JSON).json()["id"]
    assert page.patch(f"{LINES}{line}/", {"quantity": quantity}, JSON).status_code == 400
    assert CartItem.objects.get().quantity == 1


@pytest.mark.parametrize("name", ["price", "unit_price", "amount", "seen_price", "extra"])
def test_pay_07_it_takes_no_price(page: Browser, gallery: Gallery, name: str) -> None:
    page.post(LINES, {**_line(gallery), name: 1}, JSON)
    assert _cart(page)["total"]["amount"] == 1000
    assert _order(page, **{name: 1, "total": 1}).json()["total"]["amount"] == 1000


@pytest.mark.parametrize("quote", ["", "x" * 32])
def test_pay_07_it_places_nothing_that_was_not_seen(
    page: Browser, gallery: Gallery, quote: str
) -> None:
    page.post(LINES, _line(gallery), JSON)
    answer = _order(page, quote=quote)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "cart_has_changed")


def test_row_128_it_refuses_another_price_than_it_showed(page: Browser, gallery: Gallery) -> None:
    page.post(LINES, _line(gallery), JSON)
    seen = _cart(page)["quote"]
    PriceRow.objects.update(amount=1250)
    assert _order(page, quote=seen).status_code == 409
    assert _cart(page)["items"][0]["was"]["amount"] == 1000
    assert _order(page).json()["total"]["amount"] == 1250


def test_pay_10_it_knows_nobody_elses_lines(
    page: Browser, guest: Browser, gallery: Gallery
) -> None:
    line = page.post(LINES, _line(gallery), JSON).json()["id"]
    assert guest.patch(f"{LINES}{line}/", {"quantity": 9}, JSON).status_code == 404
    assert guest.delete(f"{LINES}{line}/").status_code == 204
    assert CartItem.objects.get().quantity == 1


def test_pay_09_it_shows_nobody_elses_order(
    page: Browser, guest: Browser, gallery: Gallery
) -> None:
    page.post(LINES, _line(gallery), JSON)
    order = _order(page).json()["id"]
    for url in (f"/api/v1/orders/{order}/", f"/orders/{order}/archive/"):
        assert guest.get(url).status_code in (302, 404)
    assert guest.get(f"/api/v1/orders/{order}/").status_code == 404
    assert guest.get(f"/orders/{order}/pay/").status_code in (302, 404)


def test_pay_13_it_places_one_order_for_a_key_and_no_other_body(
    page: Browser, gallery: Gallery
) -> None:
    page.post(LINES, _line(gallery), JSON)
    body = {"quote": _cart(page)["quote"], "note": "n"}
    key = {"Idempotency-Key": "k"}
    found = [page.post("/api/v1/orders/", body, JSON, headers=key) for _time in range(5)]
    assert len({answer.json()["id"] for answer in found}) == 1
    other = page.post("/api/v1/orders/", {**body, "note": "m"}, JSON, headers=key)
    assert other.status_code == 422
    assert Order.objects.count() == len(mails("order_placed")) == 1


@pytest.mark.parametrize("country", ["", "XX", "Germany"])
def test_it_takes_no_country_that_is_none(page: Browser, country: str) -> None:
    body = {"shipping": {**BERLIN, "country": country}}
    assert page.put("/api/v1/cart/addresses/", body, JSON).status_code == 400
