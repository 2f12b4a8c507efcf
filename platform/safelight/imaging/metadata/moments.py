"""When a photo was taken, from three notations that all can lie."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_EXIF = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?(Z|[+-]\d\d:\d\d)?"
)
_IPTC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?([+-]\d{4})?")


def from_exif(text: str, subsec: str, offset: str) -> datetime | None:
    """``2026:05:09 14:03:07`` with its fraction and ``+02:00``; aware only with an offset."""
    match = _EXIF.match(text)
    if not match:
        return None
    fraction = float(f"0.{subsec}") if subsec.isascii() and subsec.isdigit() else 0.0
    return _moment([int(part) for part in match.groups()], fraction, _zone(offset))


def from_iso(text: str) -> datetime | None:
    """An XMP date (ISO 8601, possibly without a time)."""
    match = _ISO.match(text.strip())
    if not match:
        return None
    parts = [int(part or 0) for part in match.groups()[:6]]
    return _moment(parts, float(match[7] or 0), _zone(match[8] or ""))


def from_iptc(date: str, time: str) -> datetime | None:
    """``20260509`` and ``140307+0200``."""
    match = _IPTC.match(date.strip()[:8] + time.strip())
    if not match:
        return None
    zone = match[7] or ""
    return _moment([int(part or 0) for part in match.groups()[:6]], 0.0, _zone(zone))


def _zone(text: str) -> timezone | None:
    if text.strip() == "Z":
        return UTC
    match = re.match(r"\s*([+-])(\d\d):?(\d\d)", text)
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _moment(parts: list[int], fraction: float, zone: timezone | None) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        # A leap second in the file is the second before it here.
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except ValueError:
        return None
    return moment.replace(microsecond=min(int(fraction * 1_000_000), 999_999))
