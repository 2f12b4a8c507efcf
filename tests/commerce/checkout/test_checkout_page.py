"""The checkout's page: keeps what was typed, shows what changed, asks again, orders once."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Address, Cart, CartItem, Order, PaymentConnection, PriceRow
from modules.commerce.services import quoting
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from tests.commerce.checkout.buying import BERLIN, CONSENTS, cart_of, put, set_up
from tests.commerce.factories import fill, mails, photos_of, shop
from tests.commerce.prices.factories import make_option, sell
from tests.commerce.selling import ask, coupon, profile, rate, tax_profile, tier

URL = "/checkout/"


@pytest.fixture
def posted(who: Customer, gallery: Gallery) -> None:
    """Two prints that go by post, by one of two ways, and a download."""
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    ask(profile("Courier", prints), {small: 1500})
    put(who, prints, gallery=gallery, quantity=2)
    put(who, sell("download", 900, at=gallery), gallery=gallery)


def _hidden(html: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', html)
    return found[1] if found else ""


def _form(page: Browser, **typed: Any) -> dict[str, Any]:
    html = page.get(URL).content.decode()
    sent = {"action": "place", "key": _hidden(html, "key"), "seen": _hidden(html, "seen")}
    return {**sent, "consent": list(CONSENTS), **typed}


def _address(prefix: str = "shipping", **other: str) -> dict[str, str]:
    return {f"{prefix}-{part}": text for part, text in {**BERLIN, **other}.items()}


def test_it_sends_a_free_cart_back(page: Browser, who: Customer, gallery: Gallery) -> None:
    assert page.get(URL)["Location"] == "/cart/"
    fill(who, gallery)
    assert page.get(URL)["Location"] == "/cart/"


@pytest.mark.usefixtures("posted")
def test_it_orders_and_leads_to_paying(page: Browser) -> None:
    page.post(URL, {"action": "country", **_address()})
    answer = page.post(URL, _form(page, note="Ring twice", **_address()))
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.public_id}/pay/"
    assert (order.total, order.note, order.payment) == (3390, "Ring twice", "unpaid")
    assert order.shipping_address["postal_code"] == "10115"
    assert page.get(URL)["Location"] == "/cart/"


@pytest.mark.usefixtures("posted")
def test_it_asks_in_the_countrys_own_words(page: Browser) -> None:
    page.post(URL, {"action": "country", "shipping-country": "US"})
    html = page.get(URL).content.decode()
    assert "ZIP code" in html
    assert "Alaska" in html
    page.post(URL, {"action": "country", "shipping-country": "DE"})
    html = page.get(URL).content.decode()
    assert "Postal code" in html
    assert "shipping-region" not in html


@pytest.mark.usefixtures("posted")
def test_it_keeps_what_was_typed_for_days_and_devices(
    page: Browser, who: Customer, browser: Any, acme: Any
) -> None:
    page.post(URL, {"action": "save", "shipping-country": "DE", "shipping-city": "Berl"})
    other = browser(acme, who.person)
    assert 'value="Berl"' in other.get(URL).content.decode()


@pytest.mark.usefixtures("posted")
def test_it_says_what_is_missing_beside_it(page: Browser) -> None:
    answer = page.post(URL, _form(page, **_address(postal_code="1", city="")))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This does not fit the country." in html
    assert html.count("field-error") >= 2
    assert 'value="digital_consent" required checked' in html
    assert not Order.objects.exists()


@pytest.mark.usefixtures("posted")
def test_it_adds_shipping_only_once_it_knows_where_to(page: Browser) -> None:
    assert "depends on your address" in page.get(URL).content.decode()
    answer = page.post(URL, _form(page, **_address()))
    assert answer.status_code == 409
    assert "Something has changed" in answer.content.decode()
    assert page.post(URL, _form(page, **_address())).status_code == 302


@pytest.mark.usefixtures("posted")
def test_row_10_it_lets_the_client_choose_the_way(page: Browser) -> None:
    line = CartItem.objects.get(row__price_list__kind="print")
    page.post(URL, {"action": "country", **_address()})
    html = page.get(URL).content.decode()
    courier = re.search(r'<option value="([\w-]+)">Courier, €15.00', html)
    assert courier
    moved = page.post(URL, {"action": "ways", f"way-{line.public_id}": courier[1]})
    assert moved["Location"].endswith("#ways")
    page.post(URL, _form(page, **_address()))
    assert Order.objects.get().parcels.get().name == "Courier"


@pytest.mark.usefixtures("posted")
def test_it_sends_the_invoice_elsewhere(page: Browser) -> None:
    page.post(URL, {"action": "country", "other": "1", **_address()})
    elsewhere = _address("billing", city="Potsdam", country="DE", postal_code="14467")
    page.post(URL, _form(page, other="1", **_address(), **elsewhere))
    order = Order.objects.get()
    assert (order.shipping_address["city"], order.billing_address["city"]) == ("Berlin", "Potsdam")


@pytest.mark.usefixtures("posted")
def test_it_offers_addresses_of_earlier_orders(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    page.post(URL, {"action": "country", **_address()})
    page.post(URL, _form(page, **_address()))
    Cart.objects.update(shipping_address={})
    put(who, PriceRow.objects.get(price_list__kind="print"), gallery=gallery)
    html = page.get(URL).content.decode()
    assert Address.objects.get().public_id in html
    assert "Lindenallee 1" in html


def test_c4_12_it_ticks_nothing_for_the_client(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    set_up(terms="Pay within a week.", pay_button="Buy now")
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    html = page.get(URL).content.decode()
    assert [kind for kind in CONSENTS if f'value="{kind}"' in html] == list(CONSENTS)
    assert "checked" not in html
    assert "Buy now" in html
    assert "Pay within a week." in page.get("/terms/").content.decode()
    answer = page.post(URL, _form(page, consent=["terms"]))
    assert (answer.status_code, Order.objects.count()) == (400, 0)
    assert " checked" not in answer.content.decode()


def test_it_says_order_with_obligation_to_pay(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    assert "Order with obligation to pay" in page.get(URL).content.decode()
    PriceRow.objects.update(amount=0)
    assert "Order with obligation to pay" not in page.get(URL).content.decode()


def test_row_128_it_shows_what_changed_and_asks_again(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    form = _form(page)
    PriceRow.objects.filter(amount=1000).update(amount=1250)
    PriceRow.objects.filter(amount=900).update(withdrawn_at=timezone.now())
    html = page.post(URL, form).content.decode()
    assert "<s>€10.00</s> €12.50" in html
    assert "This is not sold any more." in html
    assert not Order.objects.exists()
    page.post(URL, {"action": "drop"})
    assert page.post(URL, _form(page)).status_code == 302
    assert Order.objects.get().total == 1250


def test_pay_13_it_places_one_order_for_five_submits(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    form = _form(page)
    answers = [page.post(URL, {**form, "note": f"try {number}"}) for number in range(5)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Order.objects.count() == len(mails("order_placed")) == 1
    assert cart_of(who).note == ""


@pytest.mark.parametrize("name", ["unit_price", "price", "amount", "total", "seen_price"])
def test_pay_07_it_listens_to_no_price_of_the_form(
    page: Browser, who: Customer, gallery: Gallery, name: str
) -> None:
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    page.post(URL, _form(page, **{name: "1"}))
    assert Order.objects.get().total == 1000


@pytest.mark.parametrize("copies", ["-1", "0", "1000000000", "1.5", "١", "two", ""])
def test_pay_07_it_takes_no_odd_number_of_copies(
    page: Browser, who: Customer, gallery: Gallery, copies: str
) -> None:
    line = put(who, sell("print", 1000, at=gallery), gallery=gallery, quantity=2)
    page.post("/cart/", {"action": "update", f"copies-{line.public_id}": copies})
    assert CartItem.objects.get().quantity in (1, 2)


def test_it_changes_copies_and_choices_in_the_cart(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    prints = sell("print", 1000, at=gallery)
    matte, glossy = make_option(prints, Matte=0, Glossy=200)
    line = put(who, prints, gallery=gallery, choices=[matte.public_id])
    name = line.public_id
    page.post("/cart/", {f"copies-{name}": "3", f"choice-{name}": glossy.public_id})
    line.refresh_from_db()
    assert (line.quantity, line.seen_price, line.choices) == (3, 1200, [glossy.public_id])
    assert "€36.00" in page.get("/cart/").content.decode()


def test_it_takes_coupons_off_and_says_why_not(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    coupon("SUMMER")
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    page.post("/cart/", {"action": "coupon", "coupon": " summer "})
    assert "−€1.00" in page.get("/cart/").content.decode()
    page.post("/cart/", {"action": "no-coupon"})
    page.post("/cart/", {"action": "coupon", "coupon": "WINTER"})
    assert "There is no such coupon" in page.get(URL).content.decode()
    assert page.post(URL, _form(page)).status_code == 409


def test_row_124_it_asks_a_guest_for_a_country_where_tax_needs_it(
    guest: Browser, who: Customer
) -> None:
    rate(tax_profile(is_usual=True), "DE", "19")
    everybody = shop(None)
    row = sell("download", 1190, at=everybody).rows.get()
    body = {
        "row": row.public_id, "gallery": everybody.public_id,
        "photo": photos_of(everybody)[0].public_id,
    }  # fmt: skip
    assert guest.post("/api/v1/cart/lines/", body, "application/json").status_code == 201
    typed = {"email": "gast@x.example", "billing-country": "DE"}
    guest.post(URL, {"action": "country", **typed})
    assert "billing-street" in guest.get(URL).content.decode()
    answer = guest.post(URL, _form(guest, **typed))
    order = Order.objects.get()
    assert (order.tax, order.email, order.billing_address["country"]) == (
        190, "gast@x.example", "DE",
    )  # fmt: skip
    assert guest.get(answer["Location"]).status_code == 200


def test_t2_it_asks_for_no_payment_while_the_studio_looks(
    page: Browser, who: Customer, gallery: Gallery
) -> None:
    set_up(manual_validation=True)
    PaymentConnection.objects.create(
        provider="test", account="test", ready=True, connected_at=timezone.now()
    )
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    answer = page.post(URL, _form(page))
    assert answer["Location"] == f"/orders/{Order.objects.get().public_id}/"


@pytest.mark.usefixtures("posted")
def test_it_looks_at_the_cart_once_when_it_orders(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.post(URL, {"action": "country", **_address()})
    form, look = _form(page, **_address()), Mock(wraps=quoting.quote)
    monkeypatch.setattr(quoting, "quote", look)
    assert page.post(URL, form).status_code == 302
    assert look.call_count == 1


@pytest.mark.usefixtures("posted")
def test_it_says_what_cannot_be_kept(page: Browser) -> None:
    answer = page.post(URL, {"action": "save", "note": "x" * 2001})
    assert answer.status_code == 400
    assert "under 2000 characters" in answer.content.decode()
