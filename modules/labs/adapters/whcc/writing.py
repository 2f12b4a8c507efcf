"""An order in WHCC's words: *Order Request Schema*, with the lengths it gives.

A product is known by its number, a place to print on by the number of its node, and each choice by
the number of an attribute, which stands at the end of the choice's name in our catalogue.
"""

from __future__ import annotations

import re
from typing import Any

from modules.labs.adapters.whcc.fields import FROM, ORDER_ATTRIBUTES
from modules.labs.contract import Account, Piece, Recipient, Submission

Thing = dict[str, Any]
_REFERENCE, _INSTRUCTIONS, _PART, _PHONE = 32, 500, 50, 20
_LAST_NUMBER = re.compile(r"(\d+)\s*$")
_NUMBERS = re.compile(r"\s*\d+(\s*,\s*\d+)*\s*")


class NotTheirs(ValueError):
    """A product or a choice that WHCC's numbers are missing of; its text says which."""


def entry(account: Account, asked: Submission) -> Thing:
    """Raises ``NotTheirs``."""
    order = {
        "SequenceNumber": 1,
        "Reference": asked.reference[:_REFERENCE],
        "Instructions": asked.note[:_INSTRUCTIONS] or None,
        "SendNotificationEmailAddress": None,
        "SendNotificationEmailToAccount": True,
        "ShipToAddress": _ship_to(asked.recipient),
        "ShipFromAddress": _ship_from(account),
        "OrderAttributes": _uids(order_attributes(account, asked.method)),
        "OrderItems": [_item(piece) for piece in asked.pieces],
    }
    return {"EntryId": asked.key, "Orders": [order]}


def order_attributes(account: Account, method: str) -> list[int]:
    """Of the way to ship, where it is written as numbers; else those of the connection."""
    usual = account.settings.get("order_attributes", "") or ORDER_ATTRIBUTES
    chosen = next(each for each in (method, usual, ORDER_ATTRIBUTES) if _NUMBERS.fullmatch(each))
    return [int(each) for each in chosen.split(",")]


def _item(piece: Piece) -> Thing:
    return {
        "ProductUID": _number(piece.sku),
        "Quantity": piece.copies,
        "ItemAssets": [
            {
                "ProductNodeID": _number(file.area),
                "AssetPath": file.url,
                "ImageHash": file.md5,
                "PrintedFileName": file.name,
                "AutoRotate": True,
                "AssetEnhancement": None,
            }
            for file in piece.files
        ],
        "ItemAttributes": _uids([_uid(choice) for choice in piece.attributes.values()]),
    }


def _uids(numbers: list[int]) -> list[Thing]:
    return [{"AttributeUID": number} for number in numbers]


def _uid(choice: str) -> int:
    found = _LAST_NUMBER.search(choice)
    if not found:
        raise NotTheirs(choice)
    return int(found[1])


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise NotTheirs(written)
    return int(written)


def _ship_to(to: Recipient) -> Thing:
    return {
        "Name": (to.company or to.name)[:_PART],
        "Attn": to.name[:_PART] if to.company else None,
        "Addr1": to.line1[:_PART],
        "Addr2": to.line2[:_PART] or None,
        "City": to.city[:_PART],
        "State": to.region[:_PART],
        "Zip": to.postal_code[:_PHONE],
        "Country": to.country,
        "Phone": to.phone[:_PHONE] or None,
    }


def _ship_from(account: Account) -> Thing:
    parts = {theirs: account.settings.get(ours, "")[:_PART] for theirs, ours in FROM.items()}
    return {
        **parts,
        "Addr2": parts["Addr2"] or None,
        "Country": parts["Country"].upper()[:2],
        "Phone": parts["Phone"][:_PHONE] or None,
    }
