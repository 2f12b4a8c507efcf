"""Rows of the permission table about exports and clients' privacy."""

from __future__ import annotations

from tests.routes.entries import Entry, entry


def _client(who: str) -> Entry:
    return entry(who, public_id="client")


TAKEOUT: dict[str, Entry] = {
    "takeout_api:all": entry("owner"),
    "takeout_api:one": entry("owner", public_id="export"),
    "takeout:index": entry("owner"),
    "takeout:begin": entry("owner"),
    "takeout:drop": entry("owner", public_id="export"),
    "takeout:download": entry("owner", public_id="export"),
    "privacy:client": _client("people.manage"),
    "privacy:held": _client("people.manage"),
    "privacy:packet": _client("people.manage"),
    "privacy:download": _client("people.manage"),
    "privacy:erase": _client("people.manage"),
    "privacy:ask": _client("people.manage"),
    "privacy:say": _client("people.manage"),
    "privacy:settle": entry("people.manage", public_id="wish"),
    "privacy_settings:consents": entry("site.manage"),
    "privacy_settings:wording": entry("site.manage", public_id="consent"),
    "privacy_settings:archive": entry("site.manage", public_id="consent"),
    "privacy_site:page": entry("signed in"),
    "privacy_site:download": entry("signed in"),
    "privacy_site:say": entry("signed in"),
    "privacy_site:ask": entry("signed in", kind="wish_kind"),
    "privacy_site:answer": entry("link", public_id="question"),
}
