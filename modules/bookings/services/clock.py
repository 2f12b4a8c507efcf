"""The studio's wall clock: times of bookings as its people and clients read them."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime

from modules.bookings.models import Booking
from safelight.site import selectors as site
from safelight.web import dates


def zone() -> zoneinfo.ZoneInfo:
    """The studio's time zone; UTC where what is stored is no such name."""
    try:
        return zoneinfo.ZoneInfo(site.site_settings().time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


def local(moment: datetime) -> datetime:
    return moment.astimezone(zone())


def today(at: datetime) -> date:
    return local(at).date()


def day_words(moment: datetime) -> str:
    """Such as *Saturday, 12 December 2026*, in the language that is active."""
    return dates.weekday_and_year(local(moment).date())


def time_words(moment: datetime) -> str:
    return dates.clock(local(moment).time())


def when(booking: Booking) -> str:
    """Day and both times of a booking, in one line."""
    begins, ends = time_words(booking.starts_at), time_words(booking.ends_at)
    return f"{day_words(booking.starts_at)}, {begins} – {ends}"
