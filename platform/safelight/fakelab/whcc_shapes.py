"""How WHCC writes its answers and news, and signs them."""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import datetime, timedelta
from typing import Any

from safelight.fakelab.orders import Order, Parcel

Thing = dict[str, Any]
WORDS = {
    "400.01": "Image hash value doesn't match, order canceled",
    "400.02": "Image is missing on consumer site",
    "400.03": "Error copying files from consumer.",
    "400.04": "Invalid Callback URI",
    "400.05": "Unable to post a unique verification code to provided URI",
    "403.01": "Expired or incorrect access token",
    "403.02": "Incorrect consumer key or secret",
    "403.05": "Incorrect grant_type",
    "412.01": "Incorrect Order Import",
    "412.02": "Invalid Business Rules",
    "412.03": "Invalid Confirmation Id",
    "412.04": "This entry already submitted",
}


def error(number: str, more: str = "") -> tuple[int, Thing]:
    words = WORDS[number] + (f": {more}" if more else "")
    return int(number[:3]), {"ErrorNumber": number, "Message": words}


def american(at: datetime) -> str:
    """As WHCC writes times: those of its own zone, without an offset."""
    central = at - timedelta(hours=6)
    return f"{central:%-m/%-d/%Y %-I:%M:%S %p}"


def signature(body: bytes, secret: str) -> str:
    """The header ``WHCC-Signature``: of the time, a dot and the body, with the consumer secret."""
    at = int(time.time())
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest().upper()}"


def accepted(order: Order) -> Thing:
    return {"Status": "Accepted", "Errors": [], "OrderNumber": order.number, **_about(order)}


def rejected(order: Order) -> Thing:
    errors = [
        {"ErrorCode": asset.problem, "Error": WORDS[asset.problem], "AssetPath": asset.url}
        for asset in order.assets
        if asset.problem
    ]
    return {"Status": "Rejected", "Errors": errors, **_about(order)}


def shipped(order: Order, parcels: list[Parcel]) -> Thing:
    info = [
        {
            "Carrier": "FedEx",
            "ShipDate": parcel.sent_at.isoformat(timespec="seconds") if parcel.sent_at else "",
            "TrackingNumber": parcel.number,
            "TrackingUrl": parcel.url,
            "Weight": 0.35,
        }
        for parcel in parcels
    ]
    told = {"ShippingInfo": info, "OrderNumber": order.number, **_about(order)}
    return told | {"Event": "Shipped"}


def _about(order: Order) -> Thing:
    return {
        "Event": "Processed",
        "ConfirmationId": order.id,
        "EntryId": order.key,
        "Reference": order.reference,
        "SequenceNumber": "1",
    }
