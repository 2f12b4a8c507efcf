"""The fake WHCC: two steps, an address that has to be proven, signed news."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qs

import pytest

from safelight.fakelab import checking
from tests.fakelab.asking import Client, whcc_order
from tests.fakelab.studio import until


@pytest.fixture
def token(client: Client) -> str:
    return client.token()


def _told(client: Client, token: str) -> None:
    """Have news sent to the studio."""
    assert client.form("callback/create", token=token, callbackUri=client.studio.address)[0] == 200
    until(lambda: client.studio.heard)
    [verifier] = parse_qs(client.studio.heard[0][1].decode())["verifier"]
    assert client.form("callback/verify", token=token, verifier=verifier)[1]["Status"] == "Verified"
    client.studio.heard.clear()


def test_it_makes_an_order_in_two_steps_and_tells_signed(client: Client, token: str) -> None:
    _told(client, token)
    imported = client.whcc("POST", "OrderImport", whcc_order(client.studio), token=token)[1]
    assert client.control()["counts"]["orders"] == 0
    confirmation = imported["ConfirmationID"]
    submitted = client.whcc("POST", f"OrderImport/Submit/{confirmation}", token=token)
    assert submitted[1]["ConfirmedOrders"] == 1
    until(lambda: len(client.studio.heard) == 2)
    accepted, shipped = client.studio.events
    assert checking.webhook("StatusWebhook", accepted) == []
    assert checking.webhook("EventWebhook", shipped) == []
    assert {accepted["ConfirmationId"], shipped["ConfirmationId"]} == {confirmation}
    assert (accepted["Status"], shipped["Event"]) == ("Accepted", "Shipped")


def test_it_signs_with_the_consumer_secret(client: Client, token: str) -> None:
    _told(client, token)
    imported = client.whcc("POST", "OrderImport", whcc_order(client.studio), token=token)[1]
    client.whcc("POST", f"OrderImport/Submit/{imported['ConfirmationID']}", token=token)
    until(lambda: client.studio.heard)
    headers, body = client.studio.heard[0]
    at, signature = (part.partition("=")[2] for part in headers["whcc-signature"].split(","))
    right = hmac.new(b"secret", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert signature == right.upper()


def test_it_makes_nothing_twice(client: Client, token: str) -> None:
    imported = client.whcc("POST", "OrderImport", whcc_order(client.studio), token=token)[1]
    path = f"OrderImport/Submit/{imported['ConfirmationID']}"
    client.whcc("POST", path, token=token)
    status, body = client.whcc("POST", path, token=token)
    assert (status, body["ErrorNumber"]) == (412, "412.04")
    assert client.control()["counts"]["by_key"] == {"key-1": 1}


def test_it_says_what_it_cannot_fetch(client: Client, token: str) -> None:
    _told(client, token)
    order = whcc_order(client.studio, "/nothing.jpg")
    imported = client.whcc("POST", "OrderImport", order, token=token)[1]
    client.whcc("POST", f"OrderImport/Submit/{imported['ConfirmationID']}", token=token)
    until(lambda: client.studio.heard)
    [rejected] = client.studio.events
    assert checking.webhook("StatusWebhook", rejected) == []
    assert rejected["Errors"][0]["ErrorCode"] == "400.03"
    assert rejected["Errors"][0]["AssetPath"].endswith("/nothing.jpg")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("grant_type=password&consumer_key=a&consumer_secret=b", "403.05"),
        ("grant_type=consumer_credentials&consumer_key=a", "403.02"),
        ("grant_type=consumer_credentials&consumer_key=wrong-1&consumer_secret=b", "403.02"),
        ("grant_type=consumer_credentials&consumer_key=studio&consumer_secret=other", "403.02"),
    ],
)
def test_it_gives_no_token_to_a_stranger(client: Client, query: str, number: str) -> None:
    client.token()
    status, body = client.whcc("GET", f"AccessToken?{query}")
    assert (status, body["ErrorNumber"]) == (403, number)


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"Quantity": 0}, "412.01"),
        ({"Size": "large"}, "412.01"),
        ({"ProductUID": 999}, "412.02"),
        ({"ItemAttributes": [{"AttributeUID": 1}]}, "412.02"),
        ({"ItemAttributes": [{"AttributeUID": 1}, {"AttributeUID": 901}]}, "412.02"),
    ],
)
def test_it_refuses_orders_that_break_a_rule(
    client: Client, token: str, changes: dict[str, Any], number: str
) -> None:
    order = whcc_order(client.studio, **changes)
    status, body = client.whcc("POST", "OrderImport", order, token=token)
    assert (status, body["ErrorNumber"]) == (412, number)


def test_it_knows_tokens_and_imports(client: Client, token: str) -> None:
    order = whcc_order(client.studio)
    assert client.whcc("POST", "OrderImport", order, token="1")[1]["ErrorNumber"] == "403.01"
    other = client.token("other", "secret")
    imported = client.whcc("POST", "OrderImport", order, token=token)[1]
    path = f"OrderImport/Submit/{imported['ConfirmationID']}"
    assert client.whcc("POST", path, token=other)[1]["ErrorNumber"] == "412.03"


def test_it_believes_no_proof_of_another_account(client: Client, token: str) -> None:
    client.form("callback/create", token=token, callbackUri=client.studio.address)
    until(lambda: client.studio.heard)
    [verifier] = parse_qs(client.studio.heard[0][1].decode())["verifier"]
    other = client.token("other", "secret")
    answer = client.form("callback/verify", token=other, verifier=verifier)[1]
    assert answer["ErrorNumber"] == "400.05"


def test_it_lists_products_as_the_contract_says(client: Client, token: str) -> None:
    catalog = client.whcc("GET", "Catalog", token=token)[1]
    assert [category["Name"] for category in catalog["Categories"]] == ["Photo Prints", "Wall Art"]
