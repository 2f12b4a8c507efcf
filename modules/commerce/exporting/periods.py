"""Days of the studio's time zone as moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def between(since: date | None, until: date | None) -> tuple[datetime | None, datetime | None]:
    """From the first moment of the first day to before the first after the last.

    Both days are included; None leaves that side open.
    """
    begin = timezone.make_aware(datetime.combine(since, time())) if since else None
    if until is None or until.year >= 9999:
        return begin, None
    return begin, timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))
