"""Where a lab sends to: what is kept of an address, and what adapters take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from modules.commerce.models import Order
from modules.labs import contract
from modules.labs.settings import LabsSettings
from safelight.site import selectors as site

Kept = dict[str, str]
_NEEDED = ("name", "line1", "city", "country")


def of_client(order: Order) -> Kept:
    """Of the address that the client ordered to; labs want mail and phone for customs."""
    address = {part: str(text) for part, text in order.shipping_address.items()}
    return of_address(address, email=order.email)


def of_studio() -> Kept:
    """Of the studio's own address for parcels (``LabsSettings``)."""
    own, shown = site.module_settings("labs", LabsSettings), site.site_settings()
    address = {
        "name": own.parcels_name or shown.name, "street": own.parcels_street,
        "postal_code": own.parcels_postal_code, "city": own.parcels_city,
        "region": own.parcels_region, "country": own.parcels_country, "phone": own.parcels_phone,
    }  # fmt: skip
    return of_address(address, email=shown.contact_email)


def of_address(address: Mapping[str, str], *, email: str) -> Kept:
    """``address`` has the parts of ``commerce.Address``; a street may have several lines."""
    line1, *more = [
        row.strip() for row in address.get("street", "").splitlines() if row.strip()
    ] or [""]
    kept = {
        "name": address.get("name", ""), "company": address.get("company", ""), "line1": line1,
        "line2": ", ".join(more), "city": address.get("city", ""),
        "region": address.get("region", ""), "postal_code": address.get("postal_code", ""),
        "country": address.get("country", "").upper(), "email": email,
        "phone": address.get("phone", ""),
    }  # fmt: skip
    return {part: text for part, text in kept.items() if text}


def address_of(kept: Mapping[str, str]) -> dict[str, str]:
    """Back to the parts of ``commerce.Address``, for forms and envelopes."""
    street = "\n".join(filter(None, [kept.get("line1"), kept.get("line2")]))
    same = ("name", "company", "city", "region", "postal_code", "country", "phone")
    return {"street": street, **{part: kept.get(part, "") for part in same}}


def is_complete(kept: Mapping[str, str]) -> bool:
    return all(kept.get(part) for part in _NEEDED)


def for_lab(kept: Mapping[str, str]) -> contract.Recipient:
    """Of a recipient that ``is_complete``."""
    names = {field.name for field in fields(contract.Recipient)}
    return contract.Recipient(**{part: text for part, text in kept.items() if part in names})
