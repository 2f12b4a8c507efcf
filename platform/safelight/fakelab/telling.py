"""What the fake lab tells by itself, in the language that an order came in."""

from __future__ import annotations

import json

from safelight.fakelab import prodigi_shapes, whcc_shapes
from safelight.fakelab.courier import Letter
from safelight.fakelab.desk import Desk
from safelight.fakelab.orders import Order, Parcel, Step

_STAGE = "com.prodigi.order.status.stage.changed#"
_SHIPMENT = "com.prodigi.order.shipments.shipment#Complete"


def taken(desk: Desk, order: Order) -> None:
    if order.house == "prodigi":
        _prodigi(desk, order, f"{_STAGE}InProgress")


def making(desk: Desk, order: Order) -> None:
    if order.house == "whcc":
        _whcc(desk, order, whcc_shapes.accepted(order))


def stuck(desk: Desk, order: Order) -> None:
    # Prodigi tells of stages and parcels only: who wants to know of its issues asks.
    if order.house == "whcc":
        _whcc(desk, order, whcc_shapes.rejected(order), is_last=True)


def shipped(desk: Desk, order: Order, parcels: list[Parcel]) -> None:
    is_over = order.step == Step.SHIPPED
    if order.house == "whcc":
        _whcc(desk, order, whcc_shapes.shipped(order, parcels), is_last=is_over)
        return
    for _parcel in parcels:
        _prodigi(desk, order, _SHIPMENT)
    if is_over:
        _prodigi(desk, order, f"{_STAGE}Complete", is_last=True)


def cancelled(desk: Desk, order: Order) -> None:
    if order.house == "prodigi":
        _prodigi(desk, order, f"{_STAGE}Cancelled", is_last=True)


def _prodigi(desk: Desk, order: Order, event: str, *, is_last: bool = False) -> None:
    body = json.dumps(prodigi_shapes.event(order, event, f"evt_{desk.number()}")).encode()
    # As the CloudEvents' HTTP binding calls it.
    headers = {"Content-Type": "application/cloudevents+json"}
    letter = Letter(order.id, event, order.callback, body, headers, is_last)
    desk.courier.carry(letter)


def _whcc(desk: Desk, order: Order, told: whcc_shapes.Thing, *, is_last: bool = False) -> None:
    url = desk.accounts.callbacks.get(order.account, "")
    body = json.dumps(told).encode()
    signature = whcc_shapes.signature(body, desk.accounts.secrets.get(order.account, ""))
    headers = {"Content-Type": "application/json", "WHCC-Signature": signature}
    event = f"{told['Event']} {told.get('Status', '')}".strip()
    desk.courier.carry(Letter(order.id, event, url, body, headers, is_last))
