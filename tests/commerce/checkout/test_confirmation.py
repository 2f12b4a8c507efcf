"""The confirmation on a durable medium: what was bought, at what price, and what was agreed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from modules.commerce.models import Order
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from tests.commerce.checkout.buying import BERLIN, buy, live_at, put, set_up
from tests.commerce.factories import customer, mails
from tests.commerce.prices.factories import make_option, sell
from tests.commerce.selling import ask, profile, rate, tax_profile, tier


@pytest.fixture
def bought(who: Customer, gallery: Gallery) -> Order:
    """Two glossy prints by post, tax included, and a file."""
    set_up(terms="Pay within a week.", home_country="DE")
    rate(tax_profile(is_usual=True), "DE", "19")
    prints, small = sell("print", 1000, at=gallery, item_comments=True), tier("small", 1)
    glossy = make_option(prints, Glossy=190)[0]
    ask(profile("Post", prints, instructions="Within a week."), {small: 490})
    put(who, prints, gallery=gallery, choices=[glossy.public_id], quantity=2, note="For Oma")
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    live_at(who, shipping=BERLIN)
    return buy(who)


@pytest.mark.parametrize("part", ["text_body", "html_body"])
def test_row_129_it_confirms_everything(bought: Order, part: str) -> None:
    (mail,) = mails("order_placed")
    body = getattr(mail, part)
    for words in (
        "Row of 1000", "Glossy", "€23.80", "Post", "Within a week.", "€4.90", "€37.70", "VAT 19 %",
        "€6.02", "Lindenallee 1", "10115 Berlin", "For Oma", "Our terms", "Pay within a week.",
        "I lose my right of withdrawal",
    ):  # fmt: skip
        assert words in body, words
    assert bought.total == 3770


def test_it_tells_the_studio_what_it_comes_to(bought: Order) -> None:
    (mail,) = mails("order_placed_studio")
    assert mail.subject == f"New order {bought.number}: €37.70"
    assert "For Oma" in mail.text_body
    assert "Lindenallee 1" in mail.text_body


def test_it_puts_tax_on_top_where_prices_are_without(who: Customer, gallery: Gallery) -> None:
    set_up(prices_include_tax=False, home_country="DE")
    rate(tax_profile(is_usual=True), "DE", "7.7")
    put(who, sell("download", 1000, at=gallery), gallery=gallery)
    live_at(who, billing={"country": "DE"})
    assert buy(who).total == 1077
    text = mails("order_placed")[0].text_body
    assert "VAT 7.7 %: €0.77" in text
    assert Decimal(Order.objects.get().lines.get().taxes[0]["percent"]) == Decimal("7.7")


def test_it_repeats_no_words_of_somebody_unknown(gallery: Gallery) -> None:
    guest = customer()
    album = sell("product", 5000, in_shop=True, item_comments=True)
    put(guest, album, note="Visit evil.example")
    buy(guest)
    (mail,) = mails("order_placed")
    assert "evil.example" not in mail.text_body + mail.html_body
    assert "€50.00" in mail.text_body


def test_it_tells_each_reader_in_their_language(who: Customer, gallery: Gallery) -> None:
    set_up(home_country="DE")
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    put(who, prints, gallery=gallery)
    live_at(who, shipping=BERLIN)
    with translation.override("de"):
        order = buy(who)
    (mine,), (theirs,) = mails("order_placed"), mails("order_placed_studio")
    assert (order.language, mine.language, theirs.language) == ("de", "de", "en")
    assert "14,90\xa0€" in mine.text_body
    assert "Deutschland" in mine.text_body
    assert f"New order {order.number}: €14.90" == theirs.subject
    assert "Germany" in theirs.text_body
    # What a person chose for themselves goes before the page that they ordered on.
    assert order.person is not None
    order.person.language = "fr"
    assert order.spoken == "fr"
