"""Addresses: what a country needs, how it writes them, and nothing odd."""

from __future__ import annotations

import pytest

from modules.commerce.services import addresses
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
