"""From the bytes of an iCalendar file to the times at which somebody is busy.

It is written by strangers: a few bytes can name appointments without end. So it is read as a
program of its own (``python -m modules.bookings.ical.busy``), whose time and memory are limited.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

# What one calendar may have; a person has a few thousand appointments in ten years.
MOST_EVENTS, MOST_BLOCKS = 20_000, 5_000
SECONDS, BYTES = 10, 1 << 30
LONGEST_TITLE = 200
_DAY = timedelta(days=1)
Block = tuple[datetime, datetime, str]


class NotACalendar(ValueError):
    """The bytes are no iCalendar file."""


class TooMuch(ValueError):
    """It has more appointments than any person."""


def blocks(body: bytes, *, zone: ZoneInfo, begins: datetime, ends: datetime) -> list[Block]:
    """Busy times that touch the span, in UTC and in order; ``zone`` is meant where none is named.

    Appointments that were cancelled or do not take time (TRANSP) are left out. Raises
    ``NotACalendar``, ``TooMuch``.
    """
    found: list[Block] = []
    for calendar in _calendars(body):
        # Dates and times without a zone may lie a day beside what they are compared with.
        events = recurring_ical_events.of(calendar, skip_bad_series=True).between(
            begins - _DAY, ends + _DAY
        )
        for event in events:
            if _is_busy(event) and (block := _block(event, zone)) is not None:
                found.append(block)
        if len(found) > MOST_BLOCKS:
            raise TooMuch
    return sorted(block for block in found if block[0] < ends and block[1] > begins)


def _calendars(body: bytes) -> Iterator[icalendar.Calendar]:
    if body.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise TooMuch
    try:
        found = icalendar.Calendar.from_ical(body.decode("utf-8", "replace"), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as problem:
        raise NotACalendar from problem
    if not found or any(each.name != "VCALENDAR" for each in found):
        raise NotACalendar
    yield from found


def _is_busy(event: Any) -> bool:
    said = {
        name: str(event.get(name, "")).upper()
        for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
    }
    return (
        said["STATUS"] != "CANCELLED"
        and said["TRANSP"] != "TRANSPARENT"
        and said["X-MICROSOFT-CDO-BUSYSTATUS"] != "FREE"
    )


def _block(event: Any, zone: ZoneInfo) -> Block | None:
    start, end = _instant(event["DTSTART"].dt, zone), _instant(event["DTEND"].dt, zone)
    title = " ".join(str(event.get("SUMMARY", "")).replace("\0", "").split())[:LONGEST_TITLE]
    return (start, end, title) if start < end else None


def _instant(said: date | datetime, zone: ZoneInfo) -> datetime:
    """A date begins at its midnight; a time without a zone is one of the studio's clock."""
    if not isinstance(said, datetime):
        said = datetime.combine(said, time(0))
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)


def main() -> None:
    """Standard input: a line of JSON with ``zone``, ``begins``, ``ends``, then the file.

    Standard output: ``{"blocks": [[start, end, title], …]}`` or ``{"problem": name}``.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    asked = json.loads(sys.stdin.buffer.readline())
    zone, begins = ZoneInfo(asked["zone"]), datetime.fromisoformat(asked["begins"])
    try:
        found = blocks(
            sys.stdin.buffer.read(), zone=zone, begins=begins,
            ends=begins + timedelta(days=asked["days"]),
        )  # fmt: skip
    except (NotACalendar, TooMuch) as problem:
        answer: dict[str, Any] = {"problem": type(problem).__name__}
    else:
        answer = {"blocks": [(a.isoformat(), b.isoformat(), title) for a, b, title in found]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
