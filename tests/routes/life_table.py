"""Rows of the permission table about a studio's own life."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

LIFE: dict[str, Entry] = {
    "closing:page": entry("owner"),
    "closing:stay": entry("owner"),
    "owners:address": entry("owner"),
    "owners:address_let_go": entry("owner"),
    "owners:modules": entry("owner"),
    "owners:switch": entry("owner"),
}
