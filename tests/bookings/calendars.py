"""Session types, minis and calendars for tests; times of day are the studio's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from modules.bookings.models import (
    Booking,
    BusyBlock,
    BusyFeed,
    Calendar,
    Package,
    SessionType,
    Slot,
    WorkingHours,
)
from modules.bookings.services import holding
from safelight.accounts.models import Visitor
from safelight.site.models import SiteSettings

# A Monday at noon; in Berlin it is one o'clock.
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
_number = count(1)


def in_zone(name: str) -> None:
    SiteSettings.objects.update(time_zone=name)


def calendar(*, begins: time = time(9), ends: time = time(17), name: str = "") -> Calendar:
    """Open from Monday to Friday."""
    made: Calendar = Calendar.objects.create(name=name or f"Studio {next(_number)}")
    WorkingHours.objects.bulk_create(
        WorkingHours(calendar=made, weekday=weekday, begins=begins, ends=ends)
        for weekday in range(5)
    )
    return made


def session_type(of: Calendar | None = None, **changed: Any) -> SessionType:
    """Published, an hour long, to be had at any hour from now on."""
    number = next(_number)
    terms: dict[str, object] = {
        "slug": f"portrait-{number}", "title": f"Portrait {number}", "step": 60, "notice": 0,
        "published_at": NOW, "calendar": of or calendar(),
    }  # fmt: skip
    made: SessionType = SessionType.objects.create(**terms | changed)
    return made


def package(of: SessionType, **changed: object) -> Package:
    terms: dict[str, object] = {"title": "Classic", "fee": 20000, "session_type": of}
    made: Package = Package.objects.create(**terms | changed)
    return made


def mini(*, slots: int = 3, capacity: int = 1, **changed: Any) -> SessionType:
    """One on Monday in a week: slots of 20 minutes from 10:00 UTC, one after the other."""
    made = session_type(**{"kind": "mini", "date": MONDAY, "minutes": 20, **changed})
    begins = datetime.combine(MONDAY, time(10), tzinfo=UTC)
    length = timedelta(minutes=20)
    Slot.objects.bulk_create(
        Slot(
            session_type=made, capacity=capacity,
            starts_at=begins + number * length, ends_at=begins + (number + 1) * length,
        )
        for number in range(slots)
    )  # fmt: skip
    return made


def visitor() -> Visitor:
    made: Visitor = Visitor.objects.create()
    return made


def hold(of: SessionType, when: datetime | Slot, *, at: datetime = NOW, **more: Any) -> Booking:
    """Somebody new holds it."""
    place: dict[str, Any] = {"slot": when} if isinstance(when, Slot) else {"starts_at": when}
    who = more.pop("visitor", None) or visitor()
    return holding.hold(
        session_type=of, package=more.pop("package", None), visitor=who, at=at, **place, **more
    )


def busy(of: Calendar, start: datetime, end: datetime) -> BusyBlock:
    feed, _made = BusyFeed.objects.get_or_create(calendar=of, name="Mine", url="https://e.org/a")
    made: BusyBlock = BusyBlock.objects.create(feed=feed, during=(start, end))
    return made


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)
