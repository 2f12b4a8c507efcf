"""Days and times as people write them: in the language in force, as the studio's region does.

Babel knows from Unicode's CLDR that English is written 23 Nov 2026, 14:30 in Berlin and
Nov 23, 2026, 2:30 PM in New York. The region is that of the time zone in force.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache

from babel import Locale, localedata
from babel.core import get_global
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    format_timedelta,
    match_skeleton,
)
from django.utils import timezone
from django.utils.translation import get_language, to_locale

# Where no region is known, such as UTC: the day first, and 24 hours.
_ANYWHERE = {"en": "en_150"}

Day = date | datetime
Value = Day | time | str | None


def locale() -> Locale:
    """The language in force, of the region whose time is told."""
    return _locale(to_locale(get_language() or "en"), timezone.get_current_timezone_name())


@cache
def _locale(language: str, zone: str) -> Locale:
    region = get_global("zone_territories").get(zone, "")
    regional = f"{language.partition('_')[0]}_{region}"
    if region and localedata.exists(regional):
        return Locale.parse(regional)
    return Locale.parse(_ANYWHERE.get(language, language))


def day(value: Value) -> str:
    """23 Nov 2026. What is no day is nothing, as everywhere below."""
    return format_date(here, "medium", locale()) if (here := _day(value)) else ""


def long_day(value: Value) -> str:
    """23 November 2026."""
    return format_date(here, "long", locale()) if (here := _day(value)) else ""


def clock(value: Value) -> str:
    """14:30."""
    here = _here(value)
    if not isinstance(here, datetime | time):
        return ""
    naive = here.time() if isinstance(here, datetime) else here.replace(tzinfo=None)
    # 12 or 24 hours is a habit of the region; the seconds are nobody's business.
    return format_time(naive, "short", locale=locale())


def moment(value: Value) -> str:
    """23 Nov 2026, 14:30."""
    written = clock(value)
    if not written or not isinstance(value, datetime):
        return ""
    pattern = locale().datetime_formats.get("medium", "{1}, {0}")
    return str(pattern).replace("'", "").format(written, day(value))


def month(value: Value) -> str:
    """November 2026."""
    return _by("yMMMM", value)


def weekday(value: Value) -> str:
    """Monday, 23 November."""
    here = _day(value)
    if here is None:
        return ""
    known = locale().datetime_skeletons
    short = known[match_skeleton("MMMMEd", known) or "MMMEd"].pattern
    # CLDR has the order and the marks between; the names it has only short.
    whole = re.sub(r"MMM+", "MMMM", re.sub(r"E+", "EEEE", short))
    return format_date(here, whole, locale())


def weekday_and_year(value: Value) -> str:
    """Monday, 23 November 2026."""
    return format_date(here, "full", locale()) if (here := _day(value)) else ""


def short_weekday(value: Value) -> str:
    """Mon 23 Nov."""
    return _by("MMMEd", value)


def short_weekday_and_year(value: Value) -> str:
    """Mon, 23 Nov 2026."""
    return _by("yMMMEd", value)


def name_of_weekday(value: Value) -> str:
    """Monday."""
    return format_date(here, "EEEE", locale()) if (here := _day(value)) else ""


def short_day(value: Value) -> str:
    """23 Nov."""
    return _by("MMMd", value)


def from_now(value: datetime | None) -> str:
    """3 hours ago; in 3 hours: whole, since other languages change the words of a span in it."""
    if value is None:
        return ""
    away = value - timezone.now()
    return format_timedelta(away, granularity="minute", add_direction=True, locale=locale())


def _by(skeleton: str, value: Value) -> str:
    here = _day(value)
    if here is None:
        return ""
    return format_skeleton(skeleton, datetime.combine(here, time(12)), locale=locale())


def _day(value: Value) -> date | None:
    here = _here(value)
    if isinstance(here, datetime):
        return here.date()
    return here if isinstance(here, date) else None


def _here(value: Value) -> Value:
    """A moment by the clock in force; what has no zone is taken as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
