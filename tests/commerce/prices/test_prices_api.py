"""Price lists and offers in the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Offering, PriceList
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.prices.factories import keep, make_option, sell

ROOT = "/api/v1/price-lists/"
JSON: Any = {"content_type": "application/json"}


@pytest.fixture
def api(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def test_it_makes_and_changes_a_list(gallery: Gallery, api: Browser) -> None:
    made = api.post(ROOT, {"kind": "print", "name": "Prints"}, **JSON).json()
    row = {"name": "20 × 30", "price": {"amount": 2900, "currency": "EUR"}}
    added = api.post(f"{ROOT}{made['id']}/rows/", row, **JSON).json()
    assert added["price"] == {"amount": 2900, "currency": "EUR"}
    row["price"]["amount"] = 3100  # type: ignore[index]
    api.put(f"{ROOT}{made['id']}/rows/{added['id']}/", row, **JSON)
    api.patch(f"{ROOT}{made['id']}/", {"offer_states": ["PROOF"]}, **JSON)
    found = api.get(f"{ROOT}{made['id']}/").json()
    assert [each["price"]["amount"] for each in found["rows"]] == [3100]
    assert found["offer_states"] == ["PROOF"]
    api.delete(f"{ROOT}{made['id']}/rows/{added['id']}/")
    assert api.get(f"{ROOT}{made['id']}/").json()["rows"] == []


@pytest.mark.parametrize(
    "price",
    [{"amount": -1, "currency": "EUR"}, {"amount": 1, "currency": "USD"}, {"amount": 1.5},
     {"amount": 10**13, "currency": "EUR"}, 5, None],
)  # fmt: skip
def test_it_refuses_a_price_that_is_none(gallery: Gallery, api: Browser, price: Any) -> None:
    made = PriceList.objects.create(kind="print", name="Prints")
    answer = api.post(f"{ROOT}{made.public_id}/rows/", {"name": "A", "price": price}, **JSON)
    assert answer.status_code == 400
    assert "error" in answer.json()


def test_it_puts_lists_and_rows_in_order(gallery: Gallery, api: Browser) -> None:
    first, second = sell("print", 1, 2), sell("download", position=1)
    spot = {"lists": [second.public_id], "before": first.public_id}
    assert api.put(f"{ROOT}places/", spot, **JSON).status_code == 204
    assert list(PriceList.objects.all()) == [second, first]
    one, two = first.rows.all()
    spot = {"rows": [one.public_id], "after": two.public_id}
    assert api.put(f"{ROOT}{first.public_id}/places/", spot, **JSON).status_code == 204
    assert list(first.rows.all()) == [two, one]


def test_it_withdraws_and_offers_a_list(gallery: Gallery, api: Browser) -> None:
    made = sell("print")
    here = f"{ROOT}{made.public_id}/galleries/{gallery.public_id}/"
    assert api.put(here).status_code == 204
    assert Offering.objects.get().gallery == gallery
    assert api.put(f"{ROOT}{made.public_id}/withdrawal/").json()["withdrawn_at"]
    assert api.delete(f"{ROOT}{made.public_id}/withdrawal/").json()["withdrawn_at"] is None
    api.delete(here)
    assert not Offering.objects.exists()


def test_it_tells_a_client_what_can_be_bought(
    gallery: Gallery, photo: Photo, acme: Studio, carla: Person, browser: Callable[..., Browser]
) -> None:
    made = sell("print", 2900, at=gallery, stock_shown_from=5)
    make_option(made, Matte=100)
    keep(made, 3, photo)
    query = f"/api/v1/offers/?gallery={gallery.public_id}"
    (found,) = browser(acme, carla).get(f"{query}&photo={photo.public_id}").json()
    assert (found["stock"], found["sold_out"]) == ("3 left", False)
    assert found["rows"][0]["price"] == {"amount": 2900, "currency": "EUR"}
    assert found["options"][0]["choices"][0]["extra"]["amount"] == 100
    assert browser(acme).get(query).status_code == 404


def test_it_tells_anybody_of_the_shop(
    gallery: Gallery, acme: Studio, browser: Callable[..., Browser]
) -> None:
    sell("product", 18000, in_shop=True)
    sell("product", 5000)
    found = browser(acme).get("/api/v1/offers/").json()
    assert [each["rows"][0]["price"]["amount"] for each in found] == [18000]
