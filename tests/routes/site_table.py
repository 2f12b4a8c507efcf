"""Rows of the permission table about the studio's site and its settings."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

PAGES: dict[str, Entry] = {
    "settings:look": entry("site.manage"),
    "settings:look_preview": entry("site.manage"),
    "settings:look_css": entry("site.manage"),
    "settings:brands": entry("site.manage"),
    "settings:brand": entry("site.manage", brand="site_brand"),
    "settings:brand_preview": entry("site.manage", brand="site_brand"),
    "settings:brand_css": entry("site.manage", brand="site_brand"),
    "settings:brand_delete": entry("site.manage", brand="site_brand"),
    "languages:choose": entry("anybody"),
    "site:home": entry("anybody"),
    "site:brand": entry("anybody", revision="revision"),
    "site:letter": entry("anybody", revision="revision"),
    "site:brand_css": entry("anybody", brand="site_brand", revision="revision"),
    "site:brand_letter": entry("anybody", brand="site_brand", revision="revision"),
    "site:brand_manifest": entry("anybody", brand="site_brand"),
    "site:picture": entry("anybody", public_id="site_picture", variant="site_variant"),
    "site:manifest": entry("anybody"),
    "site:robots": entry("anybody"),
    "site:sitemap": entry("anybody"),
    "site:blog": entry("anybody"),
    "site:blog_feed": entry("anybody"),
    "site:post": entry("anybody", slug="site_post"),
    "site:page": entry("anybody", slug="site_slug"),
    "site:contact": entry("anybody", page="site_page"),
    "settings:pages": entry("site.manage"),
    "settings:menu": entry("site.manage"),
    "settings:page": entry("site.manage", page="site_page"),
    "settings:page_preview": entry("site.manage", page="site_page"),
    "settings:page_publish": entry("site.manage", page="site_page"),
    "settings:page_delete": entry("site.manage", page="site_page"),
    "settings:page_undo": entry("site.manage", page="site_page"),
    "settings:page_version": entry("site.manage", page="site_page", version="site_version"),
    "settings:block_add": entry("site.manage", page="site_page"),
    "settings:block": entry("site.manage", page="site_page", block="site_block"),
    "settings:block_move": entry("site.manage", page="site_page", block="site_block"),
    "settings:block_remove": entry("site.manage", page="site_page", block="site_block"),
}
