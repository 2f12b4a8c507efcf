"""Rows of the permission table about session types, minis, contracts and calendars."""

from __future__ import annotations

from tests.routes.entries import Entry

_WHO = "bookings.types"
_TYPE = {"session_type": "bookable"}
_MINI = {"session_type": "mini"}
_CALENDAR = {"calendar": "calendar"}


def _type(**objects: str) -> Entry:
    return Entry(_WHO, {**_TYPE, **objects})


def _mini(**objects: str) -> Entry:
    return Entry(_WHO, {**_MINI, **objects})


def _calendar(**objects: str) -> Entry:
    return Entry(_WHO, {**_CALENDAR, **objects})


BOOKING_TYPES: dict[str, Entry] = {
    "bookings_site:calendar_feed": Entry("link", {"feed_key": "calendar_key"}),
    "bookings_types_api:types": Entry("bookings.view"),
    "bookings_types_api:type": Entry("bookings.view", _TYPE),
    "bookings_types_api:publication": _type(),
    "bookings_types_api:slots": Entry("bookings.view", _MINI),
    "bookings_types_api:free_times": Entry("bookings.view", _TYPE),
    "bookings_workspace:types": Entry(_WHO),
    "bookings_workspace:type_new": Entry(_WHO, {"kind": "kind"}),
    "bookings_workspace:type": _type(),
    "bookings_workspace:type_state": _type(),
    "bookings_workspace:type_copy": _type(),
    "bookings_workspace:type_slots": _mini(),
    "bookings_workspace:type_waitlist": _mini(),
    "bookings_workspace:waiting_offer": _mini(waiting="waiting"),
    "bookings_workspace:waiting_off": _mini(waiting="waiting"),
    "bookings_workspace:type_terms": _type(),
    "bookings_workspace:type_packages": _type(),
    "bookings_workspace:package_new": _type(),
    "bookings_workspace:package": _type(package="package"),
    "bookings_workspace:package_step": _type(package="package"),
    "bookings_workspace:add_on_step": _type(add_on="add_on"),
    "bookings_workspace:package_withdraw": _type(package="package"),
    "bookings_workspace:add_on_new": _type(),
    "bookings_workspace:add_on": _type(add_on="add_on"),
    "bookings_workspace:add_on_withdraw": _type(add_on="add_on"),
    "bookings_workspace:type_contract": _type(),
    "bookings_workspace:type_questions": _type(),
    "bookings_workspace:type_questions_when": _type(when="when"),
    "bookings_workspace:type_mails": _type(),
    "bookings_workspace:contracts": Entry(_WHO),
    "bookings_workspace:contract_new": Entry(_WHO),
    "bookings_workspace:contract": Entry(_WHO, {"contract": "contract_text"}),
    "bookings_workspace:contract_archive": Entry(_WHO, {"contract": "contract_text"}),
    "bookings_workspace:calendars": Entry(_WHO),
    "bookings_workspace:calendar_new": Entry(_WHO),
    "bookings_workspace:calendar_settings": _calendar(),
    "bookings_workspace:calendar_archive": _calendar(),
    "bookings_workspace:calendar_days": _calendar(),
    "bookings_workspace:calendar_day_forget": _calendar(),
    "bookings_workspace:calendar_address": _calendar(),
    "bookings_workspace:feed_add": _calendar(),
    "bookings_workspace:feed_read": _calendar(feed="feed"),
    "bookings_workspace:feed_remove": _calendar(feed="feed"),
}
