"""Quotes and products of Prodigi."""

from __future__ import annotations

from typing import Any

import pytest

from modules.labs.adapters import prodigi
from modules.labs.adapters.prodigi import products
from modules.labs.contract import Account, Away, Catalogue, Money, Quoted, Refused
from safelight.fakelab import shelf
from safelight.fakelab.server import FakeLab
from tests.fakelab.studio import Studio
from tests.labs import making
from tests.labs.adapters import orders
from tests.labs.adapters.conftest import Script

LAB = prodigi.LAB


def _quote(method: str, items: str, shipping: str, **more: Any) -> dict[str, Any]:
    summary = {name: {"amount": a, "currency": "EUR"} for name, a in
               (("items", items), ("shipping", shipping))}  # fmt: skip
    return {"shipmentMethod": method, "costSummary": summary, **more}


def _box(carrier: str, country: str) -> dict[str, Any]:
    return {"carrier": {"name": carrier}, "fulfillmentLocation": {"countryCode": country}}


@pytest.fixture
def sandbox() -> Account:
    return making.account({"environment": "sandbox"}, api_key="key")


def _asked(account: Account, studio: Studio) -> Any:
    piece = orders.framed(studio, files=())
    return LAB.quote(account, pieces=(piece,), country="DE", currency="EUR")


def test_it_asks_for_every_way_without_sizing(
    script: Script, sandbox: Account, studio: Studio
) -> None:
    boxes = [_box("dhl", "NL"), _box("postnl", "NL")]
    script.say(200, {"outcome": "created", "quotes": [
        _quote("budget", "39.95", "8.00", shipments=boxes), _quote("Express", "39.95", "24.50"),
    ]})  # fmt: skip
    answer = _asked(sandbox, studio)
    told = script.asked[0].told
    assert (told["destinationCountryCode"], told["currencyCode"]) == ("DE", "EUR")
    assert set(told["items"][0]) == {"sku", "copies", "attributes", "assets"}
    assert told["items"][0]["assets"] == [{"printArea": "default"}]
    budget, express = answer.ways
    assert (budget.method, budget.items, budget.shipping, budget.parcels) == (
        "Budget", Money(3995, "EUR"), Money(800, "EUR"), 2,
    )  # fmt: skip
    assert (budget.carrier, budget.origin, express.method) == ("", "NL", "Express")


def test_it_passes_on_what_a_quote_warns_of(
    script: Script, sandbox: Account, studio: Studio
) -> None:
    code = "destinationCountryCode.UsSalesTaxWarning"
    issues = [{"errorCode": code, "description": "Taxes may be added."}]
    quotes = [_quote("Budget", "1.00", "2.00", issues=issues)]
    script.say(200, {"outcome": "createdWithIssues", "quotes": quotes})
    [way] = _asked(sandbox, studio).ways
    assert [(each.code, each.sentence) for each in way.issues] == [
        ("UsSalesTaxWarning", "Taxes may be added.")
    ]


def test_it_leaves_out_a_way_without_a_price(
    script: Script, sandbox: Account, studio: Studio
) -> None:
    broken = [{"shipmentMethod": "Budget"}, None, _quote("Standard", "free", "1.00")]
    script.say(200, {"outcome": "Created", "quotes": broken})
    assert _asked(sandbox, studio) == Quoted(ways=())


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (401, Refused), (500, Away)])
def test_it_quotes_nothing_where_prodigi_does_not(
    script: Script, sandbox: Account, studio: Studio, status: int, kind: type
) -> None:
    script.say(status, {"outcome": "validationFailed"})
    assert isinstance(_asked(sandbox, studio), kind)


def test_it_reads_every_product_of_the_fake_lab(lab: FakeLab, account: Account) -> None:
    answer = LAB.catalogue(account)
    assert isinstance(answer, Catalogue)
    assert [product.sku for product in answer.products] == list(shelf.SKUS)
    canvas = next(each for each in answer.products if each.sku == "GLOBAL-CAN-10X10")
    assert (canvas.width, canvas.height, canvas.group) == (254, 254, "Canvas")
    # Of the reference: (2137 - 1522) / 2 pixels at 152.2 an inch.
    assert canvas.wrap == 51
    wraps = {each.attributes["wrap"]: each.pixels["default"] for each in canvas.variants}
    assert (wraps["Black"], wraps["ImageWrap"]) == ((1522, 1522), (2137, 2137))
    assert {"DE", "US"} <= canvas.variants[0].ships_to
    print_a3 = next(each for each in answer.products if each.sku == "GLOBAL-FAP-A3")
    assert (print_a3.width, print_a3.height, print_a3.wrap) == (297, 420, 0)


def test_it_tells_which_skus_prodigi_does_not_know(lab: FakeLab, account: Account) -> None:
    answer = LAB.catalogue(account, skus=["GLOBAL-FAP-A3", "no such thing", "global-can-10x10"])
    assert isinstance(answer, Catalogue)
    assert [product.sku for product in answer.products] == ["GLOBAL-FAP-A3", "GLOBAL-CAN-10X10"]
    assert answer.unknown == ("no such thing",)


def test_it_suggests_what_the_reference_names(script: Script, sandbox: Account) -> None:
    for _sku in products.SUGGESTED:
        script.say(404, {"outcome": "entityNotFound"})
    answer = LAB.catalogue(sandbox)
    assert isinstance(answer, Catalogue)
    assert answer.unknown == products.SUGGESTED


@pytest.mark.parametrize(("status", "kind"), [(401, Refused), (405, Refused), (503, Away)])
def test_it_lists_nothing_where_prodigi_does_not(
    script: Script, sandbox: Account, status: int, kind: type
) -> None:
    script.say(status, {"outcome": "methodNotAllowed"})
    assert isinstance(LAB.catalogue(sandbox, skus=["GLOBAL-FAP-A3"]), kind)


@pytest.mark.parametrize(
    ("dimensions", "size"),
    [
        ({"width": 10.0, "height": 8.0, "units": "in"}, (254, 203)),
        ({"width": 29.7, "height": 42, "units": "CM"}, (297, 420)),
        ({"width": 210, "height": 297, "units": "mm"}, (210, 297)),
        ({"width": 2, "height": 3, "units": "furlongs"}, (0, 0)),
        (None, (0, 0)),
        ({"width": "wide"}, (0, 0)),
    ],
)
def test_it_measures_in_millimetres(dimensions: object, size: tuple[int, int]) -> None:
    product = products.product({"sku": "X-1", "productDimensions": dimensions})
    assert product
    assert (product.width, product.height) == size


def test_it_makes_nothing_of_a_product_that_it_cannot_read() -> None:
    assert products.product({}) is None
    told = {"sku": "X", "attributes": 3, "variants": [None, {"printAreaSizes": {"default": 3}}]}
    product = products.product(told)
    assert product
    assert (product.attributes, product.variants[0].pixels, product.wrap) == ({}, {}, 0)
