"""Rows of the permission table about bookings."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

_TYPE = {"slug": "bookable_slug"}
_OWN = {"booking": "booking_key"}


def _ws(who: str, **objects: str) -> Entry:
    """A page about one booking in the workspace."""
    return Entry(who, {"booking": "booking", **objects})


BOOKINGS: dict[str, Entry] = {
    "bookings_site:list": entry("anybody"),
    "bookings_site:type": Entry("anybody", _TYPE),
    "bookings_site:wait": Entry("anybody", _TYPE),
    "bookings_site:leave": Entry("anybody", _TYPE),
    "bookings_site:booking": Entry("link", _OWN),
    "bookings_site:details": Entry("link", _OWN),
    "bookings_site:questions": Entry("link", _OWN),
    "bookings_site:contract": Entry("link", _OWN),
    "bookings_site:finish": Entry("link", _OWN),
    "bookings_site:again": Entry("link", _OWN),
    "bookings_site:release": Entry("link", _OWN),
    "bookings_site:move": Entry("link", _OWN),
    "bookings_site:cancel": Entry("link", _OWN),
    "bookings_site:ics": Entry("link", _OWN),
    "bookings_site:contract_pdf": Entry("link", _OWN),
    "bookings_site:verify": entry("link", signature="signature"),
    "bookings_api:bookings": entry("bookings.view"),
    "bookings_api:booking": entry("bookings.view", booking="booking"),
    "bookings_api:time": entry("bookings.manage", booking="booking"),
    "bookings_api:cancellation": entry("bookings.manage", booking="booking"),
    "bookings_workspace:list": entry("bookings.view"),
    "bookings_workspace:csv": entry("bookings.view"),
    "bookings_workspace:choose": entry("bookings.manage"),
    "bookings_workspace:new": entry("bookings.manage", session_type="bookable"),
    "bookings_workspace:calendar": entry("bookings.view"),
    "bookings_workspace:day_sheet": entry("bookings.view"),
    "bookings_workspace:albums": entry("bookings.view"),
    "bookings_workspace:album": entry("bookings.view", mini="mini"),
    "bookings_workspace:album_create": entry("bookings.manage", mini="mini"),
    "bookings_workspace:album_publish": entry("bookings.manage", mini="mini"),
    "bookings_workspace:booking": _ws("bookings.view"),
    "bookings_workspace:booking_contract": _ws("bookings.view"),
    "bookings_workspace:approve": _ws("bookings.manage"),
    "bookings_workspace:decline": _ws("bookings.manage"),
    "bookings_workspace:move": _ws("bookings.manage"),
    "bookings_workspace:change": _ws("bookings.manage"),
    "bookings_workspace:mark": _ws("bookings.manage"),
    "bookings_workspace:settle": _ws("bookings.manage"),
    "bookings_workspace:mark_paid": _ws("bookings.manage"),
    "bookings_workspace:cancel": _ws("bookings.manage"),
    "bookings_workspace:withdraw": _ws("bookings.manage"),
    "bookings_workspace:create_gallery": _ws("bookings.manage"),
    "bookings_workspace:remark": _ws("bookings.manage"),
}
