"""Addresses: what a country needs, how it writes them, and nothing odd."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Address
from modules.commerce.services import address_book, addresses
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import BERLIN


def test_it_knows_every_country() -> None:
    for code, name in addresses.countries():
        rules = addresses.rules(code)
        assert name
        assert {"name", "street"} <= set(rules.parts), code
        assert rules.required <= set(rules.parts), code


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ({"postal_code": "1011"}, "postal_code"),
        ({"city": ""}, "city"),
        ({"country": "US", "postal_code": "90001", "region": "Berlin"}, "region"),
        ({"country": "US", "postal_code": "90001"}, "region"),
        ({"country": "ZZ"}, "country"),
        ({"country": "Germany"}, "country"),
        ({"street": " \n\0 "}, "street"),
    ],
)
def test_it_says_which_part_is_wrong(written: dict[str, str], wrong: str) -> None:
    with pytest.raises(addresses.AddressIncomplete) as refused:
        addresses.checked({**BERLIN, **written})
    assert set(refused.value.fields) == {wrong}


@pytest.mark.parametrize("region", ["CA", "ca", "California", "california"])
def test_it_keeps_regions_as_codes(region: str) -> None:
    written = {**BERLIN, "country": "US", "region": region, "postal_code": "90001"}
    assert addresses.checked(written)["region"] == "CA"
    assert addresses.checked({"country": "US", "region": region}, only=["region"])["region"] == "CA"


def test_it_writes_as_each_country_does() -> None:
    assert addresses.lines(BERLIN) == ["Carla Client", "Lindenallee 1", "10115 Berlin", "Germany"]
    there = {**BERLIN, "city": "Los Angeles", "region": "CA", "postal_code": "90001"}
    assert addresses.lines({**there, "country": "US"}) == [
        "Carla Client", "Lindenallee 1", "Los Angeles, CA 90001", "United States",
    ]  # fmt: skip
    assert addresses.lines({"country": "AT"}) == ["Austria"]
    assert addresses.lines({}) == []


def test_it_tidies_what_was_typed() -> None:
    typed = {**BERLIN, "street": "  Lindenallee   1 \r\n\r\n  Hinterhaus ", "country": "de"}
    kept = addresses.checked(typed)
    assert (kept["street"], kept["country"]) == ("Lindenallee 1\nHinterhaus", "DE")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "%n%A", "x" * 5000, "\u202e"])
def test_it_takes_odd_words_as_words(hostile: str) -> None:
    kept = addresses.checked({**BERLIN, "name": hostile})
    assert len(kept["name"]) <= 120
    assert addresses.lines(kept)[-1] == "Germany"


def _keep(email: str) -> Address:
    person = Person.objects.get(email=email)
    address_book.keep(person, addresses.checked(BERLIN), at=timezone.now())
    found: Address = Address.objects.get(person=person)
    return found


@pytest.mark.usefixtures("inside_acme")
def test_it_shows_clients_their_own_addresses_and_forgets_them(page: Browser) -> None:
    mine, theirs = _keep("carla@example.org"), _keep("dora@example.org")
    html = page.get("/addresses/").content.decode()
    assert "Lindenallee 1" in html
    assert theirs.public_id not in html
    for each in (theirs, mine):
        page.post("/addresses/", {"remove": each.public_id})
    assert Address.objects.get() == theirs
    assert "You have no addresses yet" in page.get("/addresses/").content.decode()


@pytest.mark.usefixtures("inside_acme")
def test_it_keeps_an_address_once_and_no_more_than_a_dozen() -> None:
    _keep("carla@example.org")
    person = _keep("carla@example.org").person
    for number in range(20):
        written = addresses.checked({**BERLIN, "street": f"Lindenallee {number}"})
        address_book.keep(person, written, at=timezone.now())
    assert len(address_book.kept(person)) == Address.objects.count() == address_book.MOST_KEPT


def test_it_asks_strangers_to_sign_in(guest: Browser) -> None:
    assert "/sign-in/" in guest.get("/addresses/")["Location"]
