"""The fake Prodigi keeps the contract that it checks."""

from __future__ import annotations

from typing import Any

import pytest

from safelight.fakelab import shelf
from tests.fakelab.asking import Client, prodigi_item
from tests.fakelab.studio import until


def test_it_ships_an_order_by_itself_and_tells(client: Client) -> None:
    placed = client.placed()
    assert placed["status"]["stage"] == "InProgress"
    until(lambda: len(client.studio.heard) == 3)
    order = client.read(placed["id"])
    [shipment] = order["shipments"]
    assert order["status"]["stage"] == "Complete"
    assert shipment["tracking"]["number"]
    assert shipment["items"] == [{"itemId": order["items"][0]["id"]}]
    assert [event["type"].split("com.prodigi.order.")[1] for event in client.studio.events] == [
        "status.stage.changed#InProgress",
        "shipments.shipment#Complete",
        "status.stage.changed#Complete",
    ]


def test_it_bills_what_it_quoted(client: Client) -> None:
    item = {"sku": "GLOBAL-CFPM-16X20", "copies": 1, "assets": [{"printArea": "default"}]}
    asked = {
        "destinationCountryCode": "DE", "currencyCode": "EUR", "shippingMethod": "Standard",
        "items": [item],
    }  # fmt: skip
    [quote] = client.prodigi("POST", "quotes", asked)[1]["quotes"]
    placed = client.placed()
    until(lambda: client.read(placed["id"])["charges"])
    charges = client.read(placed["id"])["charges"]
    summary = quote["costSummary"]
    assert [charge["totalCost"] for charge in charges] == [summary["items"], summary["shipping"]]


def test_it_remembers_keys_of_each_account(client: Client) -> None:
    first = client.placed()
    status, again = client.prodigi("POST", "orders", client.order(shippingMethod="Express"))
    assert (status, again["outcome"]) == (200, "AlreadyExists")
    assert again["order"]["id"] == first["id"]
    headers = {"X-API-Key": "another"}
    other = client.prodigi("POST", "orders", client.order(), **headers)[1]
    assert other["outcome"] == "Created"
    assert client.control()["counts"]["by_key"] == {"key-1": 2}
    assert client.control()["counts"]["sent_by_key"] == {"key-1": 3}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"shippingMethod": "Teleport"}, "shippingMethod"),
        ({"recipient": {"name": "Carla"}}, "address"),
        ({"items": [{"sku": "GLOBAL-FAP-A3"}]}, "copies"),
        ({"metadata": {"note": "x" * 2000}}, "metadata"),
    ],
)
def test_it_lists_what_breaks_the_contract(
    client: Client, changes: dict[str, object], problem: str
) -> None:
    status, body = client.prodigi("POST", "orders", client.order(**changes))
    assert (status, body["outcome"]) == (400, "ValidationFailed")
    [broken] = client.control()["violations"]
    assert problem in " ".join(broken["problems"])
    assert client.control()["counts"]["orders"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"sku": "NO-SUCH-SKU"},
        {"attributes": {"color": "purple"}},
        {"attributes": {}},
        {"assets": [{"printArea": "spine", "url": "http://x.test/a.jpg"}]},
        {"assets": [{"printArea": "default"}]},
    ],
)
def test_it_refuses_what_it_does_not_make(client: Client, changes: dict[str, Any]) -> None:
    item = prodigi_item(client.studio, **changes)
    status, body = client.prodigi("POST", "orders", client.order(items=[item]))
    assert (status, body["outcome"]) == (400, "ValidationFailed")


def test_it_takes_no_sizing_in_a_quote(client: Client) -> None:
    item = prodigi_item(client.studio)
    asked = {"destinationCountryCode": "DE", "items": [item]}
    assert client.prodigi("POST", "quotes", asked)[0] == 400


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "outcome"),
    [
        ("GET", "orders/ord_1", {}, 404, "EntityNotFound"),
        ("GET", "products/NOTHING", {}, 404, "EntityNotFound"),
        ("POST", "orders", {"Content-Type": "text/plain"}, 415, "InvalidContentType"),
    ],
)
def test_it_says_no_as_prodigi_does(
    client: Client, method: str, path: str, headers: dict[str, str], status: int, outcome: str
) -> None:
    told: object = None if method == "GET" else {}
    answered, body = client.prodigi(method, path, told, **headers)
    assert (answered, body["outcome"]) == (status, outcome)


@pytest.mark.parametrize("key", ["", "wrong-key"])
def test_it_wants_a_key(client: Client, key: str) -> None:
    status, body = client.prodigi("GET", "orders", **{"X-API-Key": key})
    assert (status, body["statusText"]) == (401, "Unauthorized")


@pytest.mark.parametrize("sku", shelf.SKUS)
def test_it_describes_each_product_and_its_price(client: Client, sku: str) -> None:
    product = client.prodigi("GET", f"products/{sku.lower()}")[1]["product"]
    assert product["sku"] == sku
    for variant in product["variants"]:
        item = {
            "sku": sku, "copies": 3, "attributes": variant["attributes"],
            "assets": [{"printArea": "default"}],
        }  # fmt: skip
        asked = {"destinationCountryCode": "GB", "items": [item]}
        quotes = client.prodigi("POST", "quotes", asked)[1]["quotes"]
        assert [quote["shipmentMethod"] for quote in quotes] == [
            "Budget", "Standard", "Express", "Overnight",
        ]  # fmt: skip


def test_it_wants_more_pixels_where_the_image_goes_round_the_edge(client: Client) -> None:
    variants = client.prodigi("GET", "products/GLOBAL-CAN-10X10")[1]["product"]["variants"]
    widths = {
        variant["attributes"]["wrap"]: variant["printAreaSizes"]["default"]["horizontalResolution"]
        for variant in variants
    }
    assert widths == {"Black": 1522, "ImageWrap": 2137, "MirrorWrap": 1522, "White": 1522}


def test_it_sends_nothing_where_it_does_not_ship(client: Client) -> None:
    item = {"sku": "GLOBAL-ACRY-16X24", "copies": 1, "assets": [{"printArea": "default"}]}
    asked = {"destinationCountryCode": "JP", "items": [item]}
    assert client.prodigi("POST", "quotes", asked)[0] == 400


def test_it_lists_orders_newest_first(client: Client) -> None:
    ids = [client.placed(idempotencyKey=f"key-{n}")["id"] for n in range(3)]
    status, page = client.prodigi("GET", "orders?top=2")
    assert [order["id"] for order in page["orders"]] == [ids[2], ids[1]]
    assert page["hasMore"] is True
    assert client.prodigi("GET", "orders?merchantReference=L-2")[1]["orders"] == []


def test_it_changes_orders_before_production_only(client: Client) -> None:
    client.lab.desk.pace = 60.0
    order_id = client.placed()["id"]
    recipient = client.order()["recipient"] | {"name": "Carla Moved"}
    moved = client.prodigi("POST", f"orders/{order_id}/actions/updateRecipient", recipient)[1]
    faster = client.prodigi(
        "POST", f"orders/{order_id}/actions/updateShippingMethod", {"shippingMethod": "Express"}
    )[1]
    assert moved["order"]["recipient"]["name"] == "Carla Moved"
    assert faster["order"]["shippingMethod"] == "Express"
    until(lambda: client.lab.desk.orders[order_id].due)
    client.control(f"/orders/{order_id}/push", {})
    late = client.prodigi("POST", f"orders/{order_id}/actions/cancel", {})[1]
    assert late["outcome"] == "ActionNotAvailable"
    actions = client.prodigi("GET", f"orders/{order_id}/actions")[1]
    assert (actions["cancel"], actions["changeMetaData"]) == (
        {"isAvailable": "No"},
        {"isAvailable": "Yes"},
    )


def test_it_cancels_and_tells(client: Client) -> None:
    client.lab.desk.pace = 60.0
    order_id = client.placed()["id"]
    told = client.prodigi("POST", f"orders/{order_id}/actions/cancel")[1]
    assert (told["outcome"], told["order"]["status"]["stage"]) == ("Cancelled", "Cancelled")
    until(lambda: len(client.studio.heard) == 2)
    assert client.studio.events[-1]["type"].endswith("#Cancelled")
