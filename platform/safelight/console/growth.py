"""What the page of growth shows: days of the platform, and its load by the hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.console.models import DayFigures, HourLoad, StudioFigures
from safelight.jobs.models import Job
from safelight.web import dates, sizes
from safelight.web import plots as web
from tenants.models import Studio

SPANS = {"7": 7, "30": 30, "90": 90, "365": 365}
HOURS = 48


def plots(*, days: int) -> list[web.Plot]:
    """Studios, sign-ups, leavings and storage by day; requests, jobs and mails by the hour."""
    today = timezone.now().date()
    by_day = _by_day(today, days)
    by_hour = _by_hour()
    return [
        web.bars(_("Studios"), _of_days(by_day, "studios")),
        web.bars(_("Sign-ups"), _of_days(by_day, "opened")),
        web.bars(_("Studios that left"), _of_days(by_day, "left")),
        web.bars(
            _("Storage"), _of_days(by_day, "storage_bytes", sizes.say),
            unit=_unit(by_day), short=sizes.say,
        ),
        web.bars(_("Requests an hour"), _of_hours(by_hour, "requests")),
        web.bars(_("Jobs an hour"), _of_hours(by_hour, "jobs")),
        web.bars(_("Mails an hour"), _of_hours(by_hour, "mails")),
    ]  # fmt: skip


def now() -> dict[str, Any]:
    """The figures at the head of the page."""
    taken = Studio.objects.exclude(state=Studio.State.SPARE)
    stored = StudioFigures.objects.aggregate(total=Sum("storage_bytes"))["total"] or 0
    newest = StudioFigures.objects.order_by("-as_of").values_list("as_of", flat=True).first()
    return {
        "studios": taken.count(),
        "open": taken.filter(state=Studio.State.READY).count(),
        "storage": stored,
        "parked": Job.objects.filter(state=Job.State.PARKED).count(),
        "as_of": newest,
    }


def _unit(rows: Sequence[tuple[date, DayFigures]]) -> int:
    """What the lines are multiples of: KB, MB, GB, TB, as the most has it."""
    most, unit = max((row.storage_bytes for _day, row in rows), default=0), 1000
    while unit * 1000 <= most:
        unit *= 1000
    return unit


def _by_day(today: date, days: int) -> list[tuple[date, DayFigures]]:
    """Every day; one that nothing was written on is empty. A year is shown by its weeks."""
    first = today - timedelta(days=days - 1)
    known = {row.day_date: row for row in DayFigures.objects.filter(day_date__gte=first)}
    every = [first + timedelta(days=n) for n in range(days)]
    step = 7 if days > 100 else 1
    if step == 1:
        return [(day, known.get(day, DayFigures(day_date=day))) for day in every]
    return [(week[0], _week(week, known)) for n in range(0, days, 7) if (week := every[n : n + 7])]


def _week(week: Sequence[date], known: dict[date, DayFigures]) -> DayFigures:
    rows = [known[day] for day in week if day in known]
    last = rows[-1] if rows else DayFigures(day_date=week[0])
    return DayFigures(
        day_date=week[0], studios=last.studios, storage_bytes=last.storage_bytes,
        opened=sum(row.opened for row in rows), left=sum(row.left for row in rows),
    )  # fmt: skip


def _by_hour() -> list[tuple[datetime, HourLoad]]:
    this = timezone.now().replace(minute=0, second=0, microsecond=0)
    every = [this - timedelta(hours=n) for n in range(HOURS - 1, -1, -1)]
    known = {row.hour_at: row for row in HourLoad.objects.filter(hour_at__gte=every[0])}
    return [(hour, known.get(hour, HourLoad(hour_at=hour))) for hour in every]


def _of_days(
    rows: Sequence[tuple[date, DayFigures]], name: str, words: Callable[[int], str] = str
) -> list[web.Value]:
    return [
        web.Value(
            label=dates.short_day(day), name=dates.day(day), number=getattr(row, name),
            words=words(getattr(row, name)),
        )
        for day, row in rows
    ]  # fmt: skip


def _of_hours(rows: Sequence[tuple[datetime, HourLoad]], name: str) -> list[web.Value]:
    return [
        web.Value(
            label=f"{hour:%H}", name=dates.moment(hour), number=getattr(row, name),
            words=str(getattr(row, name)),
        )
        for hour, row in rows
    ]  # fmt: skip
