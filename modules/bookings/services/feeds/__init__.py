"""Calendars of elsewhere, read as busy times; and ours as a file for other programs to read."""

from modules.bookings.services.feeds.fetching import FeedAway
from modules.bookings.services.feeds.publishing import calendar_file, renew_address
from modules.bookings.services.feeds.reading import (
    BadAddress,
    add,
    ask_for,
    away,
    checked_address,
    read,
    read_all,
    remove,
)

__all__ = [
    "BadAddress",
    "FeedAway",
    "add",
    "ask_for",
    "away",
    "calendar_file",
    "checked_address",
    "read",
    "read_all",
    "remove",
    "renew_address",
]
