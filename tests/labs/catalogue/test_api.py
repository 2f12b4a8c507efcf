"""``/api/v1/labs/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.labs.models import CatalogueAlert, LabConnection, LabList, LabProduct
from safelight.accounts.models import Person
from safelight.jobs.models import Job
from tenants.models import Studio
from tests.labs.catalogue.test_selling import sell

ROOT = "/api/v1/labs/"


@pytest.fixture
def ask(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Callable[..., Any]:
    def asked(method: str, path: str, **said: object) -> Any:
        send = {"data": said, "content_type": "application/json"} if said else {}
        return getattr(browser(acme, alice), method)(ROOT + path, **send)

    return asked


def test_it_lists_labs_without_their_keys(
    connection: LabConnection, ask: Callable[..., Any]
) -> None:
    found = ask("get", "").json()
    assert [(each["id"], each["kind"]) for each in found] == [(connection.public_id, "shelf")]
    assert connection.callback_secret not in str(found)


def test_it_lists_what_a_lab_makes(product: LabProduct, ask: Callable[..., Any]) -> None:
    [found] = ask("get", f"{product.connection.public_id}/products/").json()["results"]
    assert (found["sku"], found["variants"][1]["ships_to"]) == ("FRAME", ["DE"])


def test_it_has_products_fetched(connection: LabConnection, ask: Callable[..., Any]) -> None:
    answer = ask("post", f"{connection.public_id}/products/", skus=["FRAME"])
    assert answer.status_code == 202
    assert Job.objects.filter(kind="labs.fetch_catalogue", key=connection.public_id).exists()


def test_it_decides_about_a_change_once(product: LabProduct, ask: Callable[..., Any]) -> None:
    alert = CatalogueAlert.objects.create(product=product, kind="gone", raised_at=timezone.now())
    assert [each["id"] for each in ask("get", "changes/").json()] == [alert.public_id]
    path = f"changes/{alert.public_id}/decision/"
    assert ask("put", path, decision="keep").json()["settled_at"]
    again = ask("put", path, decision="stop")
    assert (again.status_code, b"alert_already_settled" in again.content) == (409, True)


def test_it_says_what_is_left_of_a_price(product: LabProduct, ask: Callable[..., Any]) -> None:
    made = sell(product, amount=4000)
    [found] = ask("get", f"price-lists/{made.public_id}/margins/").json()
    assert found["cost"] == {"amount": 1500, "currency": "EUR"}
    assert found["left"] == {"amount": 2500, "currency": "EUR"}


def test_it_changes_how_orders_reach_the_lab(product: LabProduct, ask: Callable[..., Any]) -> None:
    made, lab = sell(product), product.connection.public_id
    path = f"price-lists/{made.public_id}/"
    answer = ask("put", path, lab=lab, window_hours=48, window_end="wait")
    assert answer.json()["window_hours"] == 48
    assert ask("delete", path).status_code == 204
    assert not LabList.objects.exists()
