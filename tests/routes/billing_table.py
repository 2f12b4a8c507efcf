"""Rows of the permission table about plans."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

BILLING: dict[str, Entry] = {
    "billing:plan": entry("owner"),
}
