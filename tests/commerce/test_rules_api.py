"""Shipping, taxes, discounts and exports in the API: the same domain calls as the pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Coupon, QuantityDiscount, ShippingProfile, TaxRate
from modules.commerce.services.costs import discounts
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce import selling

ROOT = "/api/v1/"
JSON: Any = {"content_type": "application/json"}
Json = dict[str, Any]


@pytest.fixture
def api(inside_acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(inside_acme, alice)


def _euro(amount: int) -> Json:
    return {"amount": amount, "currency": "EUR"}


def _code(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    return str(answer.json()["error"]["code"])


def test_it_sets_up_shipping(api: Browser) -> None:
    small = api.post(f"{ROOT}shipping/tiers/", {"name": "Small"}, **JSON).json()["id"]
    alps = {"name": "Alps", "countries": ["CH", "LI"]}
    there = api.post(f"{ROOT}shipping/territories/", alps, **JSON).json()["id"]
    prices = [
        {"tier": small, "price": _euro(490)},
        {"tier": small, "territory": there, "price": _euro(1100)},
    ]
    made = api.post(f"{ROOT}shipping/profiles/", {"name": "Post", "prices": prices}, **JSON).json()
    assert made["prices"] == [
        {"tier": small, "territory": None, "price": _euro(490)},
        {"tier": small, "territory": there, "price": _euro(1100)},
    ]
    here = f"{ROOT}shipping/profiles/{made['id']}/"
    api.put(here, {"name": "Parcel", "prices": prices[:1]}, **JSON)
    assert [each["name"] for each in api.get(f"{ROOT}shipping/profiles/").json()] == ["Parcel"]
    assert len(api.get(here).json()["prices"]) == 1
    assert api.put(f"{here}withdrawal/").json()["withdrawn_at"]
    assert api.delete(f"{here}withdrawal/").json()["withdrawn_at"] is None


def test_it_changes_tiers_and_territories(api: Browser) -> None:
    small, alps = selling.tier("Small", 1), selling.territory("Alps", "CH")
    selling.territory("Nordics", "SE")
    tier, there = (f"{ROOT}shipping/tiers/{small.public_id}/",
                   f"{ROOT}shipping/territories/{alps.public_id}/")  # fmt: skip
    assert api.put(tier, {"name": "S"}, **JSON).json()["name"] == "S"
    taken = {"name": "Alps", "countries": ["CH", "SE"]}
    assert _code(api.put(there, taken, **JSON), 400) == "bad_countries"
    selling.price_list(shipping_tier=small)
    assert _code(api.delete(tier), 409) == "tier_in_use"
    assert api.delete(there).status_code == 204


@pytest.mark.parametrize(
    "change",
    [
        {"prices": [{"tier": "x" * 22, "price": _euro(1)}]}, {"prices": [{"tier": 5}]},
        {"prices": "none"}, {"kind": "pigeon"}, {"name": ""}, {"tax_profile": "x" * 22},
    ],
)  # fmt: skip
def test_it_refuses_shipping_that_cannot_be(api: Browser, change: Json) -> None:
    answer = api.post(f"{ROOT}shipping/profiles/", {"name": "Post", **change}, **JSON)
    assert _code(answer, 400) == "invalid"
    assert not ShippingProfile.objects.exists()


def test_it_sets_taxes(api: Browser) -> None:
    rates = [
        {"name": "GST", "country": "ca", "percent": "5"},
        {"name": "QST", "country": "CA", "region": "Quebec", "percent": "9.975"},
    ]
    made = api.post(f"{ROOT}taxes/", {"name": "Usual", "rates": rates}, **JSON).json()
    assert made["is_usual"]
    assert [(rate["region"], rate["percent"]) for rate in made["rates"]] == [
        ("", "5.0000"), ("QC", "9.9750")
    ]  # fmt: skip
    here = f"{ROOT}taxes/{made['id']}/"
    twice = {"name": "Usual", "is_usual": True, "rates": rates[:1] * 2}
    assert _code(api.put(here, twice, **JSON), 400) == "bad_rates"
    assert TaxRate.objects.count() == 2
    assert len(api.get(f"{ROOT}taxes/").json()) == 1
    assert api.delete(here).status_code == 204


def test_it_keeps_no_profile_whose_rates_cannot_hold(api: Browser) -> None:
    rates = [{"name": "VAT", "country": "XX", "percent": "5"}]
    answer = api.post(f"{ROOT}taxes/", {"name": "Usual", "rates": rates}, **JSON)
    assert _code(answer, 400) == "bad_rates"
    assert api.get(f"{ROOT}taxes/").json() == []


def test_row_154_it_makes_a_coupon_and_ends_it(api: Browser) -> None:
    prints = selling.price_list()
    said = {
        "code": "three42", "kind": "bundle", "buys": 2, "gets": 1, "is_automatic": True,
        "minimum": _euro(2000), "price_lists": [prints.public_id],
    }  # fmt: skip
    made = api.post(f"{ROOT}coupons/", said, **JSON).json()
    assert (made["code"], made["buys"], made["used"], made["uses"]) == ("THREE42", 2, 0, [])
    assert made["price_lists"] == [prints.public_id]
    assert (made["minimum"], made["amount"]) == (_euro(2000), None)
    assert _code(api.post(f"{ROOT}coupons/", said, **JSON), 400) == "bad_coupon_code"
    here = f"{ROOT}coupons/{made['id']}/"
    assert api.patch(here, {"code": "OTHER"}, **JSON).status_code == 405
    assert api.put(f"{here}ending/").json()["ends_at"]
    assert [each["id"] for each in api.get(f"{ROOT}coupons/").json()["results"]] == [made["id"]]


def test_it_tells_who_used_a_coupon(api: Browser, order: Any) -> None:
    made = selling.coupon()
    discounts.use_coupon(order=order, coupon=made)
    found = api.get(f"{ROOT}coupons/{made.public_id}/").json()
    assert found["used"] == 1
    assert found["uses"] == [
        {"order": order.public_id, "email": "carla@example.org", "amount": _euro(0),
         "released_at": None}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": None}, "percent"), ({"percent": "0"}, "percent"),
        ({"percent": 101}, "percent"),
        ({"kind": "amount"}, "amount"), ({"buys": 1}, "buys"), ({"kind": "none"}, "kind"),
        ({"amount": {"amount": 5, "currency": "USD"}}, "amount.currency"),
        ({"galleries": ["x" * 22]}, "galleries"), ({"price_lists": ["x"]}, "price_lists"),
        ({"starts_at": "2030-01-02T00:00Z", "ends_at": "2030-01-01T00:00Z"}, "ends_at"),
    ],
)  # fmt: skip
def test_it_refuses_a_coupon_that_cannot_be(api: Browser, change: Json, field: str) -> None:
    said = {"code": "TEN", "kind": "percent", "percent": "10", **change}
    answer = api.post(f"{ROOT}coupons/", said, **JSON)
    assert _code(answer, 400) == "invalid"
    assert field in answer.json()["error"]["fields"]
    assert not Coupon.objects.exists()


def test_it_makes_one_coupon_for_a_key(api: Browser) -> None:
    said = {"code": "TEN", "kind": "percent", "percent": "10"}
    first, again = (
        api.post(f"{ROOT}coupons/", said, headers={"Idempotency-Key": "k"}, **JSON) for _ in "ab"
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotent-Replay"] == "true"


def test_row_159_it_sets_discounts_by_quantity(api: Browser) -> None:
    prints = selling.price_list()
    here = f"{ROOT}price-lists/{prints.public_id}/discounts/"
    steps = [{"threshold": 10, "percent": "20"}, {"threshold": 5, "percent": "12.5"}]
    assert api.put(here, {"steps": steps}, **JSON).json()["steps"] == [
        {"threshold": 5, "percent": "12.5000"}, {"threshold": 10, "percent": "20.0000"}
    ]  # fmt: skip
    for wrong in ([{"threshold": 1, "percent": "5"}], [{"threshold": 5, "percent": "0"}],
                  steps[:1] * 2):  # fmt: skip
        assert _code(api.put(here, {"steps": wrong}, **JSON), 400) == "invalid"
    assert QuantityDiscount.objects.get(threshold=5).percent == Decimal("12.5")
    assert len(api.get(here).json()["steps"]) == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_row_151_it_exports_what_the_page_exports(api: Browser, order: Any, kind: str) -> None:
    def body(path: str) -> bytes:
        answer: Any = api.get(path)
        assert answer.status_code == 200
        assert f"orders-20200101.{kind}" in answer["Content-Disposition"]
        return b"".join(answer.streaming_content)

    page = body(f"/studio/orders/export/?format={kind}&since=2020-01-01")
    found = body(f"{ROOT}orders/export/?file={kind}&since=2020-01-01")
    assert len(found) == len(page) > 100
    assert kind == "xlsx" or found == page  # An XLSX says when it was made.


@pytest.mark.parametrize(
    "query", ["", "file=pdf", "file=csv&since=x", "file=csv&since=2020-01-02&until=2020-01-01"]
)
def test_it_refuses_an_export_that_cannot_be(api: Browser, query: str) -> None:
    assert _code(api.get(f"{ROOT}orders/export/?{query}"), 400) == "invalid"
