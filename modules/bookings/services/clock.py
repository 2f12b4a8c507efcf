"""The studio's wall clock: times of bookings as its people and clients read them."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime

from django.utils import formats

from modules.bookings.models import Booking
from safelight.site import selectors as site


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
    here = local(moment)
    return f"{formats.date_format(here, 'l')}, {formats.date_format(here, 'DATE_FORMAT')}"


def time_words(moment: datetime) -> str:
    return formats.date_format(local(moment), "TIME_FORMAT")


def when(booking: Booking) -> str:
    """Day and both times of a booking, in one line."""
    begins, ends = time_words(booking.starts_at), time_words(booking.ends_at)
    return f"{day_words(booking.starts_at)}, {begins} – {ends}"
