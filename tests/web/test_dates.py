"""Days and times by language and region; what is right was read off Unicode's CLDR 47."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from safelight.web import dates

AT = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "day", "clock", "weekday"),
    [
        ("en", "UTC", "23 Nov 2026", "13:30", "Monday, 23 November"),
        ("en", "Europe/Berlin", "23 Nov 2026", "14:30", "Monday, 23 November"),
        ("en", "America/New_York", "Nov 23, 2026", "8:30 AM", "Monday, November 23"),
        ("de", "Europe/Berlin", "23.11.2026", "14:30", "Montag, 23. November"),
        ("fr", "Europe/Paris", "23 nov. 2026", "14:30", "lundi 23 novembre"),
        ("es", "Europe/Madrid", "23 nov 2026", "14:30", "lunes, 23 de noviembre"),
        ("pl", "Europe/Warsaw", "23 lis 2026", "14:30", "poniedziałek, 23 listopada"),
        ("pl", "Europe/Berlin", "23 lis 2026", "14:30", "poniedziałek, 23 listopada"),
    ],
)
def test_it_writes_as_people_there_do(
    language: str, zone: str, day: str, clock: str, weekday: str
) -> None:
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        made = [write(AT) for write in (dates.day, dates.clock, dates.moment, dates.weekday)]
    assert [w.replace("\u202f", " ") for w in made] == [day, clock, f"{day}, {clock}", weekday]


def test_it_tells_the_day_of_the_studio() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with translation.override("de"), timezone.override(ZoneInfo("Europe/Berlin")):
        assert (dates.day(late), dates.day(date(2026, 11, 23))) == ("24.11.2026", "23.11.2026")


@pytest.mark.parametrize(
    "write", [dates.day, dates.long_day, dates.clock, dates.moment, dates.weekday]
)
@pytest.mark.parametrize("value", [None, ""])
def test_it_writes_nothing_for_nothing(write: Callable[[Any], str], value: str | None) -> None:
    assert write(value) == ""


def test_it_is_a_filter_of_templates() -> None:
    with translation.override("en"), timezone.override(ZoneInfo("Europe/Berlin")):
        page = Template(
            "{% load dates %}{{ at|weekday_and_year }}; {{ at|month }}; {{ at|short_day }}"
        )
        assert page.render(Context({"at": AT})) == "Monday, 23 November 2026; November 2026; 23 Nov"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "3 hours ago", "in 2 days"),
        ("de", "vor 3 Stunden", "in 2 Tagen"),
        ("fr", "il y a 3 heures", "dans 2 jours"),
        ("es", "hace 3 horas", "dentro de 2 días"),
        ("pl", "3 godziny temu", "za 2 dni"),
    ],
)
def test_it_says_how_far_away_something_is(language: str, before: str, after: str) -> None:
    now = timezone.now()
    with translation.override(language):
        said = [dates.from_now(now + away) for away in (-timedelta(hours=3), timedelta(days=2))]
        assert dates.from_now(None) == ""
    assert [words.replace("\u202f", " ").replace("\xa0", " ") for words in said] == [before, after]
