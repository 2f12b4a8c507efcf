"""Calendars of elsewhere: what an iCalendar file says, and files that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from modules.bookings.ical import busy

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 11, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def calendar(*events: str) -> bytes:
    """Events by their lines, without BEGIN, END and UID."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN"]
    for number, event in enumerate(events):
        rows += ["BEGIN:VEVENT", f"UID:{number}", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*rows, "END:VCALENDAR", ""]).encode()


def found(*events: str, ends: datetime = FIRST + WEEK) -> list[str]:
    read = busy.blocks(calendar(*events), zone=BERLIN, begins=FIRST, ends=ends)
    return [f"{start:%d %H:%M}-{end:%d %H:%M}" for start, end, _title in read]


ONCE = "DTSTART:20261201T090000Z\nDTEND:20261201T100000Z"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (ONCE, ["01 09:00-01 10:00"]),
        ("DTSTART;TZID=America/New_York:20261201T090000\nDURATION:PT30M", ["01 14:00-01 14:30"]),
        # Without a zone, and whole days, by the studio's clock.
        ("DTSTART:20261201T090000\nDTEND:20261201T100000", ["01 08:00-01 09:00"]),
        ("DTSTART;VALUE=DATE:20261201", ["30 23:00-01 23:00"]),
        ("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203", ["30 23:00-02 23:00"]),
        (f"{ONCE}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261202T090000Z",
         ["01 09:00-01 10:00", "03 09:00-03 10:00"]),
        (f"{ONCE}\nRDATE:20261204T090000Z", ["01 09:00-01 10:00", "04 09:00-04 10:00"]),
        ("DTSTART:20201201T090000Z\nDTEND:20201201T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=WE",
         ["02 09:00-02 10:00"]),
        (f"{ONCE}\nTRANSP:TRANSPARENT", []),
        (f"{ONCE}\nSTATUS:CANCELLED", []),
        (f"{ONCE}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        ("DTSTART:20261201T090000Z\nDTEND:20261201T090000Z", []),
        ("DTSTART:20261220T090000Z\nDTEND:20261220T100000Z", []),
        ("DTSTART:20261101T090000Z\nDTEND:20261220T100000Z", ["01 09:00-20 10:00"]),
    ],
)  # fmt: skip
def test_it_reads_when_somebody_is_busy(event: str, expected: list[str]) -> None:
    assert found(event) == expected


def test_it_keeps_a_weekly_hour_on_the_wall_when_clocks_are_changed() -> None:
    event = "DTSTART;TZID=Europe/Berlin:20261019T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    read = busy.blocks(
        calendar(event), zone=BERLIN, begins=datetime(2026, 10, 18, tzinfo=UTC), ends=FIRST
    )
    assert [f"{start:%m-%d %H}" for start, _end, _title in read] == ["10-19 07", "10-26 08"]


def test_it_follows_a_single_change_of_a_series() -> None:
    series = f"UID:one\n{ONCE}\nRRULE:FREQ=DAILY;COUNT=2"
    moved = "UID:one\nRECURRENCE-ID:20261202T090000Z\nDTSTART:20261202T120000Z\nDURATION:PT1H"
    body = calendar(series, moved).replace(b"UID:0\r\n", b"").replace(b"UID:1\r\n", b"")
    read = busy.blocks(body, zone=BERLIN, begins=FIRST, ends=FIRST + WEEK)
    assert [f"{start:%d %H}" for start, _end, _title in read] == ["01 09", "02 12"]


@pytest.mark.parametrize("body", [b"", b"<html>sign in</html>", b"BEGIN:VCALENDAR", b"\xff\xfe\0"])
def test_it_refuses_what_is_no_calendar(body: bytes) -> None:
    with pytest.raises(busy.NotACalendar):
        busy.blocks(body, zone=BERLIN, begins=FIRST, ends=FIRST + WEEK)


def test_it_passes_over_events_without_sense() -> None:
    broken = "DTSTART:tomorrow\nDTEND:20261201T100000Z"
    backwards = "DTSTART:20261201T090000Z\nDTEND:20251201T090000Z\nRRULE:FREQ=NEVER"
    assert found(broken, backwards, ONCE) == ["01 09:00-01 10:00"]


def test_it_refuses_more_events_than_a_person_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "MOST_EVENTS", 2)
    with pytest.raises(busy.TooMuch):
        found(ONCE, ONCE, ONCE)


def test_it_refuses_a_rule_that_fills_every_minute() -> None:
    minutely = "DTSTART:20261130T000000Z\nDURATION:PT1M\nRRULE:FREQ=MINUTELY"
    with pytest.raises(busy.TooMuch):
        found(minutely)


def test_it_keeps_titles_short_and_in_one_line() -> None:
    long = f"{ONCE}\nSUMMARY:Dentist\\nand {'more ' * 100}"
    read = busy.blocks(calendar(long), zone=BERLIN, begins=FIRST, ends=FIRST + WEEK)
    assert read[0][2].startswith("Dentist and more")
    assert len(read[0][2]) == busy.LONGEST_TITLE
