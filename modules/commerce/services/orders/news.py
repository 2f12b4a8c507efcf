"""Mails about how an order goes on. Each key is unique, so that none is ever sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from modules.commerce.models import Order, OrderEntry, OrderItem, Parcel, PaymentState, Shipment
from modules.commerce.services.orders import links
from modules.commerce.services.orders.mails import MOST_NAMES
from safelight import outbox


def accepted(order: Order) -> None:
    """The studio takes the order; where it is to be paid, its page says how."""
    context = {"to_pay": order.payment == PaymentState.UNPAID}
    _post(order, f"commerce.accepted:{order.public_id}", "order_accepted", context)


def parcel_sent(parcel: Parcel, items: Sequence[OrderItem], *, before: int) -> None:
    """What is on its way, and how to follow it; ``before``: how often it was sent already."""
    key = f"commerce.sent:{parcel.public_id}" + (f":{before}" if before else "")
    _post(parcel.order, key, "order_sent", _of(parcel, items))


def tracking_corrected(parcel: Parcel, items: Sequence[OrderItem], entry: OrderEntry) -> None:
    """How to follow a parcel after all."""
    key = f"commerce.tracking:{parcel.public_id}:{entry.pk}"
    _post(parcel.order, key, "order_tracking", _of(parcel, items))


def parcel_taken_back(parcel: Parcel, items: Sequence[OrderItem], entry: OrderEntry) -> None:
    """That something is not on its way although it was said so."""
    key = f"commerce.not_sent:{parcel.public_id}:{entry.pk}"
    _post(parcel.order, key, "order_not_sent", _of(parcel, items))


def shipment_sent(shipment: Shipment, items: Sequence[OrderItem]) -> None:
    """What a lab has sent, and how to follow it."""
    key = f"commerce.shipment:{shipment.public_id}"
    _post(shipment.order, key, "order_shipped", {**_of_items(items), "shipment": shipment})


def parcel_ready(parcel: Parcel, items: Sequence[OrderItem]) -> None:
    """What can be picked up, where and when."""
    _post(parcel.order, f"commerce.ready:{parcel.public_id}", "order_ready", _of(parcel, items))


def fresh_link(order: Order, *, at: datetime) -> None:
    """A new link to the order of somebody whose old one is over; one an hour at most."""
    key = f"commerce.link:{order.public_id}:{at:%Y%m%d%H}"
    _post(order, key, "order_link", {})


def _of(parcel: Parcel, items: Sequence[OrderItem]) -> dict[str, Any]:
    return {"parcel": parcel, **_of_items(items)}


def _of_items(items: Sequence[OrderItem]) -> dict[str, Any]:
    return {
        "items": items[:MOST_NAMES],
        "count": len(items),
        "more": max(0, len(items) - MOST_NAMES),
    }


def _post(order: Order, key: str, template: str, context: dict[str, Any]) -> None:
    outbox.post(
        key=key, to=order.email, to_name=order.name, template=template,
        context={"order": order, "order_path": links.mailed_path(order), **context},
        related=("order", order.public_id),
        language=order.spoken or None,
    )  # fmt: skip
