"""Calendars as the studio sets them: hours, days apart, out of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.bookings.models import Calendar, SpecialDay, WorkingHours
from modules.bookings.services.scheduling import Hours
from safelight.accounts.models import Member
from safelight.kernel.errors import Refusal

# Weekday (0 is Monday) and its parts.
Week = Mapping[int, Sequence[Hours]]


class StillInUse(Refusal):
    """Session types are booked in this calendar."""

    code = "calendar_in_use"


def write(*, calendar: Calendar | None, name: str, member: Member | None, week: Week) -> Calendar:
    """Make a calendar, or make one exactly this. Bookings that are there stay."""
    # Nobody finds a calendar with half of its hours.
    with transaction.atomic():
        if calendar is None:
            last = Calendar.objects.aggregate(last=Max("position"))["last"] or 0
            calendar = Calendar(position=last + 1)
        calendar.name, calendar.member = name, member
        calendar.save()
        calendar.hours.all().delete()
        WorkingHours.objects.bulk_create(
            WorkingHours(calendar=calendar, weekday=weekday, begins=part.begins, ends=part.ends)
            for weekday, parts in week.items()
            for part in parts
        )
    return calendar


def set_days(
    *, calendar: Calendar, first: date, last: date, hours: Sequence[Hours], note: str = ""
) -> None:
    """These dates have these hours, whatever their weekdays have; none of them: closed."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    parts: list[tuple[time | None, time | None]] = [(each.begins, each.ends) for each in hours]
    # What a date had before goes with what it has now.
    with transaction.atomic():
        calendar.special_days.filter(date__in=days).delete()
        SpecialDay.objects.bulk_create(
            SpecialDay(calendar=calendar, date=day, note=note, begins=begins, ends=ends)
            for day in days
            for begins, ends in parts or [(None, None)]
        )


def forget_day(*, calendar: Calendar, day: date) -> None:
    """The date has its weekday's hours again."""
    calendar.special_days.filter(date=day).delete()


def archive(*, calendar: Calendar, at: datetime) -> None:
    """Out of use, with what it was booked for. Raises ``StillInUse``."""
    if calendar.session_types.filter(archived_at=None).exists():
        raise StillInUse(_("Session types use it. Give them another calendar, or archive them."))
    calendar.archived_at = at
    calendar.save(update_fields=["archived_at"])
