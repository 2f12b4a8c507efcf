"""Our values in Prodigi's words. Parts that are empty are left out: nothing may be null."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from modules.labs.contract import Account, Money, Piece, Recipient, Submission
from safelight.web.minor_units import exponent

Thing = dict[str, Any]
# Files are rendered at exact ratio and size: nothing is left to be cropped.
SIZING = "fillPrintArea"
DEFAULT_AREA = "default"
METADATA = 2000
# Where nobody chose a way: to a studio that has not said how its parcels come.
USUAL_METHOD = "Standard"
#: Where a packing slip is fetched, in ``Submission.branding``.
PACKING_SLIP = "packing_slip"


def order(account: Account, asked: Submission) -> Thing:
    body: Thing = {
        "merchantReference": asked.reference,
        "idempotencyKey": asked.key,
        "shippingMethod": asked.method or USUAL_METHOD,
        "recipient": recipient(asked.recipient),
        "items": [_item(piece) for piece in asked.pieces],
        "metadata": _metadata(asked),
    }
    if account.callback_url:
        body["callbackUrl"] = account.callback_url
    if slip := asked.branding.get(PACKING_SLIP):
        body["packingSlip"] = {"url": slip}
    return body


def recipient(to: Recipient) -> Thing:
    """A company stands before the person's name: there is no field for it."""
    address = {
        "line1": to.line1, "line2": to.line2, "townOrCity": to.city, "stateOrCounty": to.region,
        "postalOrZipCode": to.postal_code, "countryCode": to.country,
    }  # fmt: skip
    needed = ("line1", "townOrCity", "postalOrZipCode", "countryCode")
    name = ", ".join(part for part in (to.company, to.name) if part)
    told = {"name": name, "email": to.email, "phoneNumber": to.phone}
    return {
        **{part: value for part, value in told.items() if value or part == "name"},
        "address": {part: value for part, value in address.items() if value or part in needed},
    }


def quote(pieces: tuple[Piece, ...], country: str, currency: str) -> Thing:
    """For every way there is. ``sizing`` is no part of it: they would refuse it."""
    return {
        "destinationCountryCode": country,
        "currencyCode": currency,
        "items": [
            {
                "sku": piece.sku,
                "copies": piece.copies,
                "attributes": dict(piece.attributes),
                "assets": [{"printArea": area} for area in _areas(piece)],
            }
            for piece in pieces
        ],
    }


def cost(money: Money) -> Thing:
    amount = Decimal(money.amount).scaleb(-exponent(money.currency))
    return {"amount": f"{amount:f}", "currency": money.currency}


def _item(piece: Piece) -> Thing:
    item: Thing = {
        "merchantReference": piece.reference,
        "sku": piece.sku,
        "copies": piece.copies,
        "sizing": SIZING,
        "attributes": dict(piece.attributes),
        "assets": [
            {"printArea": file.area, "url": file.url, "md5Hash": file.md5} for file in piece.files
        ],
    }
    if piece.retail is not None:
        # "The price you charged the recipient for these items": of all copies.
        whole = Money(piece.retail.amount * piece.copies, piece.retail.currency)
        item["recipientCost"] = cost(whole)
    return item


def _areas(piece: Piece) -> list[str]:
    return [file.area for file in piece.files] or [DEFAULT_AREA]


def _metadata(asked: Submission) -> Thing:
    """What their support sees of the order; at most ``METADATA`` characters as JSON."""
    told = {"reference": asked.reference, "again": asked.again, "note": asked.note}
    while (over := len(json.dumps(told)) - METADATA) > 0 and told["note"]:
        # No character takes more than twelve there.
        told["note"] = str(told["note"])[: -max(1, over // 12)]
    return told
