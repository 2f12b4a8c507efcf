"""Which days a report is about: months, quarters and years up to today, and those before."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from modules.agency.services.reports.periods import Days, Span, period
from modules.agency.services.reports.ticks import ticks

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("span", "now", "before"),
    [
        (Span.MONTH, ("2026-11-01", "2026-11-23"), ("2026-10-01", "2026-10-23")),
        (Span.LAST_MONTH, ("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30")),
        (Span.QUARTER, ("2026-10-01", "2026-11-23"), ("2026-07-01", "2026-08-23")),
        (Span.LAST_QUARTER, ("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30")),
        (Span.YEAR, ("2026-01-01", "2026-11-23"), ("2025-01-01", "2025-11-23")),
        (Span.LAST_YEAR, ("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31")),
        (Span.DAYS, ("2026-10-25", "2026-11-23"), ("2026-09-25", "2026-10-24")),
    ],
)
def test_it_compares_with_as_many_days_before(
    span: Span, now: tuple[str, str], before: tuple[str, str]
) -> None:
    found = period(span, today=TODAY)
    assert (found.now, found.before) == (_days(*now), _days(*before))


def test_it_ends_a_shorter_month_in_time() -> None:
    found = period(Span.MONTH, today=date(2028, 3, 31))
    assert found.before == _days("2028-02-01", "2028-02-29")


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("9999-12-31", "0001-01-01")])
def test_it_cuts_what_no_calendar_has(days: tuple[str, str]) -> None:
    first, last = map(date.fromisoformat, days)
    found = period(Span.DAYS, today=TODAY, first=first, last=last)
    assert found.before.first < found.now.first <= found.now.last


def test_it_begins_days_at_midnight_of_the_studio() -> None:
    begin, end = _days("2026-03-29", "2026-03-29").moments(ZoneInfo("Europe/Berlin"))
    assert (begin.isoformat(), end.isoformat()) == (
        "2026-03-29T00:00:00+01:00",
        "2026-03-30T00:00:00+02:00",
    )


@pytest.mark.parametrize(
    ("most", "unit", "wanted"),
    [
        (0, 100, [0, 100]),
        (1234, 100, [0, 500, 1000, 1500]),
        (34500, 100, [0, 10000, 20000, 30000, 40000]),
        (9, 1, [0, 5, 10]),
    ],
)
def test_it_marks_round_numbers(most: int, unit: int, wanted: list[int]) -> None:
    assert ticks(most, unit=unit) == wanted


def _days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))
