"""Requests to the fake lab as its contracts show them, each answer checked against them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests

from safelight.fakelab import checking
from safelight.fakelab.server import FakeLab
from tests.fakelab.studio import MD5, Studio

Thing = dict[str, Any]


@dataclass
class Client:
    """``prodigi`` and ``whcc`` answer (status, body)."""

    lab: FakeLab
    studio: Studio

    def prodigi(self, method: str, path: str, told: object = None, **headers: str) -> Any:
        given = {"X-API-Key": "key", "Content-Type": "application/json", **headers}
        data = None if told is None else json.dumps(told)
        return self._ask(method, f"/v4.0/{path}", data, given)

    def whcc(self, method: str, path: str, told: object = None, *, token: str = "") -> Any:
        given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self._ask(method, f"/api/{path}", None if told is None else json.dumps(told), given)

    def form(self, path: str, *, token: str, **fields: str) -> Any:
        kind = "application/x-www-form-urlencoded"
        given = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        return self._ask("POST", f"/api/{path}", urlencode(fields), given)

    def token(self, key: str = "studio", secret: str = "secret") -> str:
        asked = urlencode(
            {"grant_type": "consumer_credentials", "consumer_key": key, "consumer_secret": secret}
        )
        status, body = self.whcc("GET", f"AccessToken?{asked}")
        assert status == 200, body
        return str(body["Token"])

    def control(self, path: str = "", told: Any = None) -> Any:
        url = f"{self.lab.address}/control{path}"
        method = "GET" if told is None else "POST"
        answer = requests.request(method, url, json=told, timeout=10)
        return answer.json()

    def turn(self, **switches: object) -> None:
        self.control("/switches", switches)

    def order(self, **changes: object) -> Thing:
        return prodigi_order(self.studio, **changes)

    def placed(self, **changes: object) -> Thing:
        status, body = self.prodigi("POST", "orders", self.order(**changes))
        assert status == 200, body
        placed: Thing = body["order"]
        return placed

    def read(self, order_id: str) -> Thing:
        status, body = self.prodigi("GET", f"orders/{order_id}")
        assert status == 200, body
        read: Thing = body["order"]
        return read

    def _ask(self, method: str, path: str, data: str | None, headers: dict[str, str]) -> Any:
        answer = requests.request(
            method, self.lab.address + path, data=data, headers=headers, timeout=10
        )
        body = answer.json()
        assert checking.answer(method, urlsplit(path).path, answer.status_code, body) == []
        return answer.status_code, body


def prodigi_order(studio: Studio, **changes: object) -> Thing:
    made: Thing = {
        "merchantReference": "L-1",
        "idempotencyKey": "key-1",
        "callbackUrl": f"{studio.address}/news",
        "shippingMethod": "Standard",
        "recipient": {
            "name": "Carla Client",
            "address": {
                "line1": "Lindenweg 3",
                "townOrCity": "Berlin",
                "postalOrZipCode": "10115",
                "countryCode": "DE",
            },
        },
        "items": [prodigi_item(studio)],
    }
    return made | changes


def prodigi_item(studio: Studio, path: str = "/file.jpg", **changes: object) -> Thing:
    made: Thing = {
        "merchantReference": "piece-1",
        "sku": "GLOBAL-CFPM-16X20",
        "copies": 1,
        "sizing": "fillPrintArea",
        "attributes": {"color": "black"},
        "recipientCost": {"amount": "129.00", "currency": "EUR"},
        "assets": [{"printArea": "default", "url": studio.address + path, "md5Hash": MD5}],
    }
    return made | changes


def whcc_order(studio: Studio, path: str = "/file.jpg", **changes: object) -> Thing:
    address = {
        "Name": "Carla Client", "Addr1": "2840 Lone Oak Parkway", "City": "Eagan", "State": "MN",
        "Zip": "55121", "Country": "US",
    }  # fmt: skip
    asset = {"ProductNodeID": 10000, "AssetPath": studio.address + path, "ImageHash": MD5}
    item = {
        "ProductUID": 3, "Quantity": 2, "ItemAssets": [asset],
        "ItemAttributes": [{"AttributeUID": 1}, {"AttributeUID": 5}],
    }  # fmt: skip
    order = {
        "SequenceNumber": 1, "Reference": "L-1", "ShipToAddress": address,
        "ShipFromAddress": address, "OrderItems": [item | changes],
        "OrderAttributes": [{"AttributeUID": 96}, {"AttributeUID": 545}],
    }  # fmt: skip
    return {"EntryId": "key-1", "Orders": [order]}
