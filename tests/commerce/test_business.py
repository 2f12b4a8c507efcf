"""Businesses in other countries of the European Union: no VAT, and a sentence that says so."""

from __future__ import annotations

from typing import Any

import pytest

from modules.commerce.papers import writing
from modules.commerce.services import addresses
from modules.commerce.services.costs import taxes
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import BERLIN, buy, live_at, look, put
from tests.commerce.factories import customer
from tests.commerce.money.document import examples
from tests.commerce.papers import orders
from tests.commerce.papers.reading import pages
from tests.commerce.prices.factories import sell
from tests.commerce.selling import ask, profile, rate, tax_profile, tier

PARIS = {
    "name": "Chloé", "company": "Atelier SARL", "street": "1 rue X", "city": "Paris",
    "postal_code": "75001", "country": "FR", "vat_number": "FR40303265045",
}  # fmt: skip
FOUND = examples()[12]


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    """Example 12: files and a print, bought from a studio in Germany."""
    orders.set_up()
    buyer, usual = customer(carla), tax_profile(is_usual=True)
    for country, percent in (("DE", "19"), ("FR", "20")):
        rate(usual, country, percent)
    prints = sell("print", 2400, at=gallery)
    ask(profile("Post", prints), {tier("small", 1): 490})
    put(buyer, sell("download", 6000, at=gallery), gallery=gallery)
    put(buyer, prints, gallery=gallery)
    return buyer


def _total(who: Customer, **address: Any) -> int:
    live_at(who, shipping={**PARIS, **address})
    return look(who).priced.total


def test_it_charges_no_vat_abroad_and_says_why(who: Customer, alice: Person) -> None:
    (sums,) = FOUND.table("goods")
    assert _total(who) == FOUND.minor(sums["total"])
    order = buy(who)
    assert [each.gross for each in (*order.lines.all(), *order.parcels.all())] == [
        FOUND.minor(row["pays"]) for row in FOUND.table("part")
    ]
    invoice = orders.pay(order, alice)
    (text,) = pages(writing.pdf(invoice.data, at=invoice.issued_at))
    for words in ("Reverse charge", "Article 196", "Intra-Community supply", "Article 138",
                  "FR40303265045", "DE 136695976", "VAT 0 % instead of 20 % €50.00 €0.00 €50.00",
                  "VAT 20 % not charged", "−€10.00"):  # fmt: skip
        assert words in text


def test_it_asks_a_business_for_its_whole_address(gallery: Gallery, carla: Person) -> None:
    orders.set_up()
    rate(tax_profile(is_usual=True), "FR", "20")
    buyer = customer(carla)
    put(buyer, sell("download", 6000, at=gallery), gallery=gallery)
    live_at(buyer, billing={"country": "FR"})
    assert look(buyer).needs.billing == ("country",)
    live_at(buyer, billing={"country": "FR", "vat_number": PARIS["vat_number"]})
    assert look(buyer).needs.billing == ()
    with pytest.raises(addresses.AddressIncomplete):
        buy(buyer)


def test_it_says_the_same_on_the_credit_note(who: Customer, alice: Person) -> None:
    _total(who)
    order = buy(who)
    invoice = orders.pay(order, alice)
    orders.give_back(order, order.total)
    note = order.documents.get(kind="credit_note").data
    assert note["taxes"] == invoice.data["taxes"]
    assert note["remarks"] == invoice.data["remarks"]
    assert len(note["remarks"]) == 2


@pytest.mark.parametrize(
    "address",
    [
        {"vat_number": ""}, {"vat_number": "FR40303265046"}, {"vat_number": "DE136695976"},
        {"vat_number": "anything"},
    ],
)  # fmt: skip
def test_it_charges_who_wrote_no_number_of_elsewhere(
    who: Customer, address: dict[str, str]
) -> None:
    assert _total(who, **address) == 8890


def test_it_never_spares_the_studios_own_country(who: Customer) -> None:
    assert _total(who, **BERLIN, vat_number="DE136695976") == 8890
    assert _total(who, **BERLIN, vat_number="FR40303265045") == 8890
    # A French company whose goods stay in Germany; its files do not.
    live_at(who, shipping=BERLIN, billing={**PARIS, "other": "1"})
    assert look(who).priced.total == 5000 + 2400 + 490


def test_it_charges_everybody_where_the_studio_says_so(who: Customer) -> None:
    orders.set_up(reverse_charge=False)
    assert _total(who) == 8890


@pytest.mark.parametrize(
    ("country", "home", "elsewhere"),
    [("FR", "DE", True), ("FR", "CH", False), ("FR", "", False), ("FR", "FR", False),
     ("CH", "DE", False), ("", "DE", False)],
)  # fmt: skip
def test_it_knows_who_is_elsewhere_in_the_union(country: str, home: str, elsewhere: bool) -> None:
    found = taxes.is_business_elsewhere("FR40303265045", country=country, home=home)
    assert found == elsewhere
