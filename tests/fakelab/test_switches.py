"""The fake lab misbehaves on demand, and only then."""

from __future__ import annotations

import pytest
import requests

from safelight.fakelab.orders import Step
from tests.fakelab.asking import Client, prodigi_item
from tests.fakelab.studio import until


def test_it_cuts_connections_while_it_is_down(client: Client) -> None:
    client.turn(down=True)
    with pytest.raises(requests.ConnectionError):
        client.placed()
    assert client.control()["counts"]["orders"] == 0
    client.turn(down=False)
    assert client.placed()["id"]


def test_it_takes_the_order_and_answers_late(client: Client) -> None:
    client.turn(slow=True, slow_seconds=30)
    url = f"{client.lab.address}/v4.0/orders"
    with pytest.raises(requests.ReadTimeout):
        requests.post(url, json=client.order(), headers={"X-API-Key": "key"}, timeout=0.3)
    assert client.control()["counts"]["by_key"] == {"key-1": 1}


def test_it_takes_the_order_and_answers_500(client: Client) -> None:
    client.turn(lost_answers=True)
    status, body = client.prodigi("POST", "orders", client.order())
    assert (status, body["outcome"]) == (500, "InternalServerError")
    client.turn(lost_answers=False)
    assert client.prodigi("POST", "orders", client.order())[1]["outcome"] == "AlreadyExists"
    assert client.control()["counts"]["by_key"] == {"key-1": 1}


def test_it_tells_everything_twice(client: Client) -> None:
    client.turn(news="twice")
    client.placed()
    until(lambda: len(client.studio.heard) == 6)
    ids = [event["id"] for event in client.studio.events]
    assert ids[0::2] == ids[1::2]


def test_it_tells_the_newest_first(client: Client) -> None:
    client.turn(news="backwards")
    client.placed()
    until(lambda: len(client.studio.heard) == 6)
    kinds = [event["type"].rpartition(".")[2] for event in client.studio.events[:3]]
    assert kinds == ["changed#Complete", "shipment#Complete", "changed#InProgress"]


def test_it_tells_nothing(client: Client) -> None:
    client.turn(news="never")
    placed = client.placed()
    until(lambda: client.read(placed["id"])["status"]["stage"] == "Complete")
    assert client.studio.heard == []


@pytest.mark.parametrize("path", ["/nothing.jpg", "/page.html"])
def test_it_tries_ten_times_to_fetch_a_file(client: Client, path: str) -> None:
    placed = client.placed(items=[prodigi_item(client.studio, path)])
    until(lambda: client.lab.desk.orders[placed["id"]].step == Step.STUCK)
    order = client.read(placed["id"])
    [issue] = order["status"]["issues"]
    assert issue["errorCode"] == "order.items.assets.FailedToDownloaded"
    assert "attempt 10 of 10" in issue["description"]
    assert order["items"][0]["status"] == "Invalid"


def test_it_follows_where_a_file_has_moved(client: Client) -> None:
    placed = client.placed(items=[prodigi_item(client.studio, "/moved.jpg")])
    until(lambda: client.read(placed["id"])["items"][0]["status"] == "Ok")


def test_it_rejects_a_file_that_is_not_the_promised_one(client: Client) -> None:
    url = f"{client.studio.address}/file.jpg"
    asset = {"printArea": "default", "url": url, "md5Hash": "0" * 32}
    placed = client.placed(items=[prodigi_item(client.studio, assets=[asset])])
    until(lambda: client.lab.desk.orders[placed["id"]].step == Step.STUCK)
    assert "MD5" in client.read(placed["id"])["status"]["issues"][0]["description"]


def test_it_rejects_every_file(client: Client) -> None:
    client.turn(bad_files=True)
    placed = client.placed()
    until(lambda: client.lab.desk.orders[placed["id"]].step == Step.STUCK)


def test_it_ships_in_two_parcels(client: Client) -> None:
    client.turn(partial=True)
    client.lab.desk.pace = 0.1
    items = [prodigi_item(client.studio, merchantReference=f"piece-{n}") for n in (1, 2)]
    placed = client.placed(items=items)
    until(lambda: client.lab.desk.orders[placed["id"]].step == Step.PARTLY_SHIPPED)
    order = client.read(placed["id"])
    assert [each["status"] for each in order["shipments"]] == ["Shipped", "Processing"]
    assert order["status"]["stage"] == "InProgress"
    until(lambda: client.read(placed["id"])["status"]["stage"] == "Complete")


def test_it_changes_its_prices(client: Client) -> None:
    item = {"sku": "GLOBAL-FAP-A3", "copies": 1, "assets": [{"printArea": "default"}]}
    asked = {"destinationCountryCode": "GB", "items": [item]}
    before = client.prodigi("POST", "quotes", asked)[1]["quotes"][0]["costSummary"]["items"]
    client.turn(percent=100)
    after = client.prodigi("POST", "quotes", asked)[1]["quotes"][0]["costSummary"]["items"]
    assert (before["amount"], after["amount"]) == ("8.95", "17.90")


def test_it_runs_out_of_a_product(client: Client) -> None:
    client.turn(unavailable="GLOBAL-CFPM-16X20 GLOBAL-FAP-A3")
    assert client.prodigi("GET", "products/GLOBAL-FAP-A3")[0] == 404
    status, body = client.prodigi("POST", "orders", client.order())
    assert (status, body["outcome"]) == (200, "CreatedWithIssues")
    [issue] = body["order"]["status"]["issues"]
    assert issue["errorCode"] == "order.items.ItemUnavailable"
    assert issue["objectId"] == body["order"]["items"][0]["id"]


def test_it_holds_orders_until_it_is_told(client: Client) -> None:
    client.turn(hold=True)
    status, body = client.prodigi("POST", "orders", client.order())
    assert (body["outcome"], list(body["order"])) == ("OnHold", ["id"])
    order_id = body["order"]["id"]
    assert client.prodigi("GET", f"orders/{order_id}")[0] == 404
    client.control(f"/orders/{order_id}/release", {})
    until(lambda: client.read(order_id)["status"]["stage"] == "Complete")


@pytest.mark.parametrize(
    ("way", "outcome", "stage"),
    [("refused", "FailedToCancel", "InProgress"), ("partly", "Cancelled", "InProgress")],
)
def test_it_does_not_cancel(client: Client, way: str, outcome: str, stage: str) -> None:
    client.turn(cancelling=way)
    client.lab.desk.pace = 60.0
    items = [prodigi_item(client.studio, merchantReference=f"piece-{n}") for n in (1, 2)]
    placed = client.placed(items=items)
    body = client.prodigi("POST", f"orders/{placed['id']}/actions/cancel")[1]
    assert (body["outcome"], body["order"]["status"]["stage"]) == (outcome, stage)
    assert [each["status"] for each in body["order"]["shipments"]] == (
        ["Cancelled"] if way == "partly" else []
    )


def test_it_makes_the_rest_of_what_was_cancelled_in_part(client: Client) -> None:
    client.turn(cancelling="partly")
    client.lab.desk.pace = 0.1
    items = [prodigi_item(client.studio, merchantReference=f"piece-{n}") for n in (1, 2)]
    placed = client.placed(items=items)
    client.prodigi("POST", f"orders/{placed['id']}/actions/cancel")
    until(lambda: client.read(placed["id"])["status"]["stage"] == "Complete")
    first, second = client.read(placed["id"])["shipments"]
    assert (first["status"], second["status"]) == ("Cancelled", "Shipped")
    assert second["items"] == [{"itemId": placed["items"][1]["id"]}]
