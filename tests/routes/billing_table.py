"""Rows of the permission table about plans."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

BILLING: dict[str, Entry] = {
    "billing:plan": entry("owner"),
    "billing:choose": entry("owner", name="plan_price"),
    "billing:change": entry("owner", name="plan_price"),
    "billing:cancel": entry("owner"),
    "billing:portal": entry("owner"),
    "billing:back": entry("owner"),
    "plans:pricing": entry("anybody"),
}
