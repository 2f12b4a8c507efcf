"""Pages about labs and what they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.labs.contract import Field, Refused
from modules.labs.models import CatalogueAlert, LabConnection, LabList, LabProduct, LabWay
from modules.labs.services.connecting import ways
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce import selling as commerce_selling
from tests.labs.catalogue.conftest import Shelf
from tests.labs.catalogue.test_selling import sell

ROOT = "/studio/labs/"


@pytest.fixture
def page(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def test_it_offers_the_servers_key_to_be_accepted(
    shelf: Shelf, page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = (Field(name="fingerprint", label="The server's key", is_required=False),)
    monkeypatch.setattr(shelf, "fields", fields, raising=False)
    refused = Refused(sentence="Look at this key.", suggests={"fingerprint": "SHA256:abc"})
    monkeypatch.setattr(shelf, "check", lambda account: refused, raising=False)
    answer = page.post(f"{ROOT}accounts/new/shelf/", {"name": "Shelf"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Look at this key." in said
    assert "Accept and connect" in said
    assert 'value="SHA256:abc"' in said


def test_it_sells_what_was_ticked(product: LabProduct, page: Browser) -> None:
    address = f"{ROOT}accounts/{product.connection.public_id}/products/sell/"
    asked = page.get(address, {"product": product.public_id})
    assert b'value="20.00"' in asked.content  # Twice what it costs.
    said: dict[str, Any] = {
        "product": product.public_id, "into": "new", "name": "Frames",
        "fixed_color": "the-client", f"name_{product.pk}": "30 × 40 cm",
        f"price_{product.pk}": "39.90",
    }  # fmt: skip
    assert page.post(address, said).status_code == 302
    assert LabList.objects.get().price_list.rows.get().amount == 3990


def test_it_moves_prices_only_when_told_so(product: LabProduct, page: Browser) -> None:
    made = sell(product, amount=100)
    address = f"{ROOT}lists/{made.public_id}/prices/"
    rule = {"percent": "50", "fixed": "", "rounding": "1.00", "ending": "0.90"}
    assert b"15.90" in page.post(address, rule | {"preview": "1"}).content
    assert made.rows.get().amount == 100
    page.post(address, rule | {"apply": "1"})
    assert (made.rows.get().amount, LabList.objects.get().ending) == (1590, 90)


def test_it_says_on_the_lists_page_who_makes_it(connection: LabConnection, page: Browser) -> None:
    way: LabWay = ways.add(connection=connection, method="Post", name="By post")
    made = commerce_selling.price_list()
    here = f"/studio/prices/lists/{made.public_id}/"
    assert b"Have a lab make them" in page.get(here).content
    said = {"lab": connection.public_id, "window_hours": "24", "window_end": "wait"}
    page.post(f"{ROOT}lists/{made.public_id}/", said)
    assert b"Made by Shelf." in page.get(here).content
    assert list(made.shipping_profiles.all()) == [way.profile]
    page.post(f"{ROOT}lists/{made.public_id}/", said | {"lab": "itself"})
    assert not LabList.objects.exists()


def test_it_asks_what_to_do_about_a_change(product: LabProduct, page: Browser) -> None:
    sell(product)
    alert = CatalogueAlert.objects.create(
        product=product, kind="changed", raised_at=timezone.now(),
        was={"width": 300}, now={"width": 310},
    )  # fmt: skip
    assert "A lab changed something" in page.get("/studio/").content.decode()
    assert b"31 \xc3\x97 40 cm" in page.get(f"{ROOT}changes/{alert.public_id}/").content
    page.post(f"{ROOT}changes/{alert.public_id}/decision/", {"decision": "stop"})
    assert b"Nothing changed" in page.get(f"{ROOT}changes/").content
