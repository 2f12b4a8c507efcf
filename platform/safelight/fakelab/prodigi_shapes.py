"""How Prodigi shows an order, a quote and a product. What is not there is left out, never null."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from safelight.fakelab import prices, shelf
from safelight.fakelab.desk import now
from safelight.fakelab.orders import Order, Parcel, Piece, Problem, Step

Thing = dict[str, Any]
_STAGES = {Step.SHIPPED: "Complete", Step.CANCELLED: "Cancelled"}
# From which step on each detail is in progress, and complete.
_DETAILS = {
    "downloadAssets": (Step.FETCHING, Step.READY),
    "printReadyAssetsPrepared": (Step.READY, Step.MAKING),
    "allocateProductionLocation": (Step.READY, Step.MAKING),
    "inProduction": (Step.MAKING, Step.PARTLY_SHIPPED),
    "shipping": (Step.PARTLY_SHIPPED, Step.SHIPPED),
}


def answer(outcome: str, **more: object) -> Thing:
    return {"outcome": outcome, **more, "traceParent": trace_parent()}


def trace_parent() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"


def order(order: Order) -> Thing:
    """On hold it has nothing but its id."""
    if order.step == Step.HELD:
        return {"id": order.id}
    asked = {
        name: order.asked[name]
        for name in ("recipient", "metadata", "branding", "packingSlip")
        if order.asked.get(name) is not None
    }
    optional = {
        "merchantReference": order.reference,
        "idempotencyKey": order.key,
        "callbackUrl": order.callback,
    }
    return {
        "id": order.id,
        "created": written(order.created),
        "lastUpdated": written(order.updated),
        **{name: value for name, value in optional.items() if value},
        "shippingMethod": order.method,
        "status": _status(order),
        "charges": _charges(order),
        "shipments": [_shipment(parcel) for parcel in order.parcels],
        "items": [_item(piece) for piece in order.pieces],
        **asked,
    }


def event(about: Order, kind: str, event_id: str) -> Thing:
    """A CloudEvent; the recipient's phone has another name there, as in the reference."""
    told = order(about)
    recipient = dict(told.get("recipient", {}))
    if "phoneNumber" in recipient:
        recipient["mobilePhoneNumber"] = recipient.pop("phoneNumber")
    return {
        "specversion": "1.0",
        "type": kind,
        "source": "http://api.prodigi.com/v4.0/Orders/",
        "id": event_id,
        "time": written(now()),
        "datacontenttype": "application/json",
        "data": {"order": told | {"recipient": recipient}},
        "subject": about.id,
    }


def quote(price: prices.Price, lines: list[prices.Line], asked: list[Thing]) -> Thing:
    ids = [f"qit_{secrets.token_hex(16)}" for _line in lines]
    return {
        "shipmentMethod": price.method,
        "costSummary": {
            "items": cost(price.items, price.currency),
            "shipping": cost(price.shipping, price.currency),
        },
        "shipments": [
            {
                "carrier": {"name": box.carrier, "service": box.service},
                "fulfillmentLocation": _location(box.origin),
                "cost": cost(box.cost, price.currency),
                "items": [ids[n] for n in box.lines],
            }
            for box in price.boxes
        ],
        "items": [
            {
                "id": ids[n],
                "sku": line.product.sku,
                "copies": line.copies,
                "unitCost": cost(price.units[n], price.currency),
                "attributes": asked[n].get("attributes") or {},
                "assets": asked[n]["assets"],
            }
            for n, line in enumerate(lines)
        ],
    }


def product(product: shelf.Product) -> Thing:
    first = next(iter(product.areas))
    return {
        "sku": product.sku,
        "description": product.description,
        "productDimensions": {
            "width": product.width,
            "height": product.height,
            "units": product.units,
        },
        "attributes": {name: list(values) for name, values in product.attributes.items()},
        "printAreas": {area: {"required": area == first} for area in product.areas},
        "variants": [
            {
                "attributes": attributes,
                "shipsTo": sorted(product.ships_to),
                "printAreaSizes": {
                    area: {"horizontalResolution": width, "verticalResolution": height}
                    for area, (width, height) in areas.items()
                },
            }
            for attributes, areas in product.variants()
        ],
    }


def cost(amount: Decimal, currency: str) -> Thing:
    return {"amount": str(amount), "currency": currency}


def written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _status(order: Order) -> Thing:
    reached = Step.FETCHING if order.step == Step.STUCK else order.step
    details = {name: _detail(reached, *steps) for name, steps in _DETAILS.items()}
    if any(piece.status == "Invalid" for piece in order.pieces):
        details["downloadAssets"] = "Error"
    return {
        "stage": _STAGES.get(order.step, "InProgress"),
        "issues": [_issue(problem) for problem in order.problems],
        "details": details,
    }


def _detail(reached: Step, begun: Step, done: Step) -> str:
    if reached == Step.CANCELLED or reached < begun:
        return "NotStarted"
    return "Complete" if reached >= done else "InProgress"


def _issue(problem: Problem) -> Thing:
    return {
        "objectId": problem.about,
        "errorCode": problem.code,
        "description": problem.sentence,
    }


def _charges(order: Order) -> list[Thing]:
    return [
        {
            "id": bill.id,
            "chargeType": bill.kind,
            "totalCost": cost(bill.amount, bill.currency),
            "items": [{"id": f"chi_{bill.id[4:]}", "cost": cost(bill.amount, bill.currency)}],
        }
        for bill in order.bills
    ]


def _shipment(parcel: Parcel) -> Thing:
    shown: Thing = {
        "id": parcel.id,
        "status": parcel.status,
        "carrier": {"name": parcel.carrier, "service": parcel.service},
        "fulfillmentLocation": _location(parcel.origin),
        "items": [{"itemId": piece} for piece in parcel.pieces],
    }
    if parcel.sent_at:
        shown["tracking"] = {"url": parcel.url, "number": parcel.number}
        shown["dispatchDate"] = written(parcel.sent_at)
    return shown


def _item(piece: Piece) -> Thing:
    asked = {
        name: piece.asked[name]
        for name in ("merchantReference", "sizing", "attributes", "recipientCost")
        if piece.asked.get(name) is not None
    }
    return {
        "id": piece.id,
        "status": piece.status,
        "sku": piece.sku,
        "copies": piece.copies,
        **asked,
        "assets": [
            {
                "id": asset.id,
                "printArea": asset.area,
                "url": asset.url,
                "status": asset.status,
                **({"md5Hash": asset.md5} if asset.md5 else {}),
            }
            for asset in piece.assets
        ],
    }


def _location(country: str) -> Thing:
    labs = {"GB": "uk6", "NL": "nl3", "US": "us11", "AU": "au2"}
    return {"countryCode": country, "labCode": labs.get(country, "nl3")}
