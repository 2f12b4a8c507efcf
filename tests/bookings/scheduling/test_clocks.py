"""Hours that come twice or never, and free times against a slow and simple reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.bookings.services.scheduling import times, wall
from modules.bookings.services.scheduling.times import Rules
from modules.bookings.services.scheduling.wall import Hours, Span

BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"
MINUTE = timedelta(minutes=1)


def of_day(zone: str, day: date, begins: time, ends: time, minutes: int = 30) -> list[str]:
    """Starts every half hour, as the wall clock shows them, with how far it is ahead of UTC."""
    place = ZoneInfo(zone)
    found = times.starts(
        zone=place, rules=Rules(minutes=minutes), hours=lambda _day: [Hours(begins, ends)],
        busy=(), day_from=day, day_to=day, at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return [each.astimezone(place).strftime("%H:%M%z") for each in found]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        (BERLIN, date(2026, 3, 29), ["01:00+0100", "01:30+0100", "03:00+0200", "03:30+0200"]),
        (
            BERLIN, date(2026, 10, 25),
            ["01:00+0200", "01:30+0200", "02:00+0200", "02:30+0200", "02:00+0100", "02:30+0100",
             "03:00+0100", "03:30+0100"],
        ),
        (NEW_YORK, date(2026, 3, 8), ["01:00-0500", "01:30-0500", "03:00-0400", "03:30-0400"]),
        # Half an hour, and in the other season.
        (LORD_HOWE, date(2026, 10, 4), ["01:00+1030", "01:30+1030", "02:30+1100", "03:00+1100",
                                        "03:30+1100"]),
        (LORD_HOWE, date(2026, 4, 5), ["01:00+1100", "01:30+1100", "01:30+1030", "02:00+1030",
                                       "02:30+1030", "03:00+1030", "03:30+1030"]),
    ],
)  # fmt: skip
def test_it_offers_what_the_clock_really_shows(zone: str, day: date, expected: list[str]) -> None:
    assert of_day(zone, day, time(1), time(4)) == expected


def test_it_leaves_hours_out_that_never_come() -> None:
    assert of_day(BERLIN, date(2026, 3, 29), time(2), time(3)) == []


def test_it_begins_after_the_gap_where_hours_begin_inside_it() -> None:
    assert of_day(BERLIN, date(2026, 3, 29), time(2, 30), time(4))[0] == "03:00+0200"


def test_it_gives_a_session_its_whole_length_when_clocks_are_changed() -> None:
    # From one to four o'clock pass two hours only.
    assert of_day(BERLIN, date(2026, 3, 29), time(1), time(4), 120) == ["01:00+0100"]
    assert len(of_day(BERLIN, date(2026, 10, 25), time(1), time(4), 240)) == 1


def test_it_finds_nothing_on_a_date_that_a_country_skipped() -> None:
    hours = Hours(time(9), time(17))
    skipped = wall.parts(zone=ZoneInfo("Pacific/Apia"), day=date(2011, 12, 30), hours=hours)
    assert list(skipped) == []


def test_it_reads_midnight_as_the_end_of_a_day_of_23_hours() -> None:
    hours = Hours(time(0), time(0))
    parts = list(wall.parts(zone=ZoneInfo(BERLIN), day=date(2026, 3, 29), hours=hours))
    assert sum((part.span.end - part.span.start for part in parts), timedelta()) == timedelta(
        hours=23
    )


def slowly(
    zone: ZoneInfo, rules: Rules, hours: Sequence[Hours], busy: Sequence[Span], day: date,
    at: datetime,
) -> list[datetime]:  # fmt: skip
    """Look at every minute of three days on the wall clock, one after the other."""

    def is_open(instant: datetime, each: Hours) -> bool:
        clock = instant.astimezone(zone).time()
        return each.begins <= clock and (each.ends == time(0) or clock < each.ends)

    def on_the_grid(instant: datetime, each: Hours) -> bool:
        clock = instant.astimezone(zone)
        passed = clock.hour * 60 + clock.minute - each.begins.hour * 60 - each.begins.minute
        return is_open(instant, each) and passed % rules.step == 0

    def is_free(start: datetime) -> bool:
        inside = (start + minute * MINUTE for minute in range(rules.minutes))
        first, last = start - rules.before * MINUTE, start + (rules.minutes + rules.after) * MINUTE
        return all(any(is_open(each, part) for part in hours) for each in inside) and not any(
            span.start < last and first < span.end for span in busy
        )

    noon = datetime.combine(day, time(12), tzinfo=UTC)
    every = (noon + minute * MINUTE for minute in range(-36 * 60, 36 * 60))
    return [
        each
        for each in every
        if each.astimezone(zone).date() == day and each >= at + timedelta(hours=rules.notice)
        and any(on_the_grid(each, part) for part in hours) and is_free(each)
    ]  # fmt: skip


quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))
parts = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1] or pair[1] == time(0))
changes = st.sampled_from(
    [(BERLIN, date(2026, 3, 29)), (BERLIN, date(2026, 10, 25)), (NEW_YORK, date(2026, 3, 8)),
     (NEW_YORK, date(2026, 11, 1)), (LORD_HOWE, date(2026, 4, 5)),
     (LORD_HOWE, date(2026, 10, 4)), ("UTC", date(2028, 2, 29))]
)  # fmt: skip


@st.composite
def rules_of(draw: st.DrawFn) -> Rules:
    buffer = st.sampled_from([0, 0, 15, 45])
    return Rules(
        minutes=draw(st.sampled_from([15, 20, 60, 135])), before=draw(buffer), after=draw(buffer),
        step=draw(st.sampled_from([15, 30, 50])), notice=draw(st.integers(0, 30)),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    where=changes, rules=rules_of(), hours=st.lists(parts, min_size=1, max_size=3),
    blocks=st.lists(st.tuples(st.integers(-600, 1800), st.integers(1, 300)), max_size=4),
)  # fmt: skip
def test_it_finds_what_a_slow_look_at_every_minute_finds(
    where: tuple[str, date], rules: Rules, hours: list[tuple[time, time]],
    blocks: list[tuple[int, int]],
) -> None:  # fmt: skip
    zone, day = ZoneInfo(where[0]), where[1]
    at = datetime.combine(day - timedelta(days=1), time(6), tzinfo=UTC)
    midnight = datetime.combine(day, time(0), tzinfo=UTC)
    busy = [
        Span(midnight + begins * MINUTE, midnight + (begins + length) * MINUTE)
        for begins, length in blocks
    ]
    open_hours = [Hours(begins, ends) for begins, ends in hours]
    found = times.starts(
        zone=zone, rules=rules, hours=lambda _day: open_hours, busy=busy, day_from=day, day_to=day,
        at=at,
    )  # fmt: skip
    assert found == slowly(zone, rules, open_hours, busy, day, at)
