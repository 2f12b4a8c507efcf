"""Rows of the permission table about the studio's site and its settings."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

PAGES: dict[str, Entry] = {
    "settings:look": entry("site.manage"),
    "settings:look_preview": entry("site.manage"),
    "settings:look_css": entry("site.manage"),
    "site:home": entry("anybody"),
    "site:brand": entry("anybody", revision="revision"),
    "site:letter": entry("anybody", revision="revision"),
    "site:picture": entry("anybody", public_id="site_picture", variant="site_variant"),
    "site:manifest": entry("anybody"),
    "site:robots": entry("anybody"),
}
