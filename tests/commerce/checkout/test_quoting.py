"""A quote: what is asked of the database, taxes by where things go, and one answer for all."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from modules.commerce.models import Cart
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from tests.commerce.checkout.buying import BERLIN, buy, live_at, look, put, set_up
from tests.commerce.factories import photos_of
from tests.commerce.prices.factories import sell
from tests.commerce.selling import ask, profile, rate, tax_profile, territory, tier
from tests.gallery.factories import make_photo


def _queries(who: Customer) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        look(who)
    return len(asked)


def test_it_asks_as_much_for_two_lines_as_for_twenty(who: Customer, gallery: Gallery) -> None:
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    rate(tax_profile(is_usual=True), "DE", "19")
    put(who, prints, gallery=gallery)
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    live_at(who, shipping=BERLIN)
    few = _queries(who)
    for _number in range(18):
        put(who, prints, gallery=gallery, photo=make_photo(in_gallery=gallery, state="PROOF"))
    assert _queries(who) == few


def test_row_161_it_taxes_what_is_picked_up_at_home(who: Customer, gallery: Gallery) -> None:
    set_up(home_country="SE")
    usual = tax_profile(is_usual=True)
    rate(usual, "SE", "25")
    rate(usual, "DE", "19")
    prints, files = sell("print", 1250, at=gallery), sell("download", 1190, at=gallery)
    profile("Studio", prints, kind="pick-up")
    put(who, prints, gallery=gallery)
    put(who, files, gallery=gallery)
    live_at(who, billing={"country": "DE"})
    assert {str(t.percent.normalize()): t.amount for t in look(who).priced.taxes} == {
        "25": 250, "19": 190,
    }  # fmt: skip


def test_row_10_it_sends_nothing_where_no_price_leads(who: Customer, gallery: Gallery) -> None:
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490}, to=territory("Home", "DE"))
    put(who, prints, gallery=gallery)
    live_at(who, shipping={**BERLIN, "country": "US"})
    (lost,) = look(who).lost
    assert lost.problem == "This is not sent to United States."
    live_at(who, shipping=BERLIN)
    assert look(who).priced.total == 1490


def test_b13_it_asks_once_for_each_parcel_whatever_the_quantity(
    who: Customer, gallery: Gallery
) -> None:
    prints, small = sell("print", 100, at=gallery), tier("small", 1)
    ask(profile("Standard", prints), {small: 500})
    put(who, prints, gallery=gallery, quantity=4)
    put(who, prints, gallery=gallery, photo=photos_of(gallery)[1], quantity=400)
    live_at(who, shipping=BERLIN)
    order = buy(who)
    assert (order.shipping, order.parcels.count()) == (500, 1)


def test_it_forgets_another_billing_address_that_nobody_asked_for(
    who: Customer, gallery: Gallery
) -> None:
    """It was told for a download alone, before prints joined it."""
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    put(who, prints, gallery=gallery)
    live_at(who, shipping=BERLIN, billing={"country": "AT"})
    assert buy(who).billing_address["country"] == "DE"


@pytest.mark.parametrize("country", ["US", "JP", "GB", "IE", "AE", "HK", "BR", "CN"])
def test_it_shows_a_form_for_every_kind_of_country(
    page: Browser, who: Customer, gallery: Gallery, country: str
) -> None:
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    put(who, prints, gallery=gallery)
    Cart.objects.update(shipping_address={"country": country})
    html = page.get("/checkout/").content.decode()
    assert 'name="shipping-street"' in html
    assert f'<option value="{country}" selected>' in html
