"""What somebody has chosen on the page of a session type: all of it stands in the address."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import QueryDict

from modules.bookings.models import AddOn, Booking, Package, SessionType
from modules.bookings.services import clock, scheduling

Wanted = list[tuple[AddOn, int]]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """``key`` is the secret of a reserved slot's or a waiting person's link."""

    packages: list[Package]
    package: Package | None
    add_ons: list[AddOn]
    wanted: Wanted
    key: str

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The choice as names and values of a form."""
        found = [("package", self.package.public_id)] if self.package else []
        found += [(f"add-{each.public_id}", str(many)) for each, many in self.wanted]
        return [*found, ("key", self.key)] if self.key else found

    def query(self, **more: str) -> str:
        asked = QueryDict(mutable=True)
        for name, value in [*self.fields, *more.items()]:
            asked[name] = value
        return f"?{asked.urlencode()}#times"

    def minutes(self, session_type: SessionType) -> int:
        return scheduling.length(session_type, self.package, self.wanted)

    @property
    def extra(self) -> int:
        return sum(each.price * many for each, many in self.wanted)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the month strip; ``date`` is None for the gaps before its first."""

    date: date | None
    free: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Month:
    """Days with free times of one month, and the times of the chosen day, in UTC."""

    first: date
    weeks: list[list[Day]]
    day: date | None
    times: list[datetime]
    previous: date | None
    following: date | None


def read(session_type: SessionType, asked: Mapping[str, str]) -> Choice:
    """Unknown values are passed over; the only package is chosen by itself."""
    packages = list(session_type.packages.filter(withdrawn_at=None))
    named = {each.public_id: each for each in packages}
    package = named.get(asked.get("package", ""))
    if package is None and len(packages) == 1:
        package = packages[0]
    add_ons = list(session_type.add_ons.filter(withdrawn_at=None))
    wanted = [(each, many) for each in add_ons if (many := _quantity(asked, each))]
    return Choice(
        packages=packages, package=package, add_ons=add_ons, wanted=wanted,
        key=asked.get("key", "").replace("\0", "")[:22],
    )  # fmt: skip


def month(
    session_type: SessionType, choice: Choice | None, asked: Mapping[str, str], *, at: datetime,
    moving: Booking | None = None,
) -> Month:  # fmt: skip
    """The month that is asked for; the one with the next free time where none is.

    ``moving`` is a booking for which another time is looked for, as long as it is.
    """
    look = _Look(session_type, choice, moving, at)
    today = clock.today(at)
    last = today + timedelta(days=session_type.horizon)
    day = _day(asked.get("day", ""))
    wanted = _day(f"{asked.get('month', '')}-01") or (day.replace(day=1) if day else None)
    if wanted is None:
        free = look.free(today, last)
        wanted = min(free, default=today).replace(day=1)
    first = min(max(wanted, today.replace(day=1)), last.replace(day=1))
    end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    free = look.free(first, end)
    chosen = day if day in free else min(free, default=None)
    following = end + timedelta(days=1)
    return Month(
        first=first, weeks=_weeks(first, end, free, chosen), day=chosen,
        times=free.get(chosen, []) if chosen else [],
        previous=(first - timedelta(days=1)).replace(day=1) if first > today else None,
        following=following if following <= last else None,
    )  # fmt: skip


def instant(text: str) -> datetime | None:
    """A time as the page's buttons send it, in UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


@dataclass(frozen=True)
class _Look:
    """What is looked for, asked for several spans of days."""

    session_type: SessionType
    choice: Choice | None
    moving: Booking | None
    at: datetime

    def free(self, first: date, last: date) -> dict[date, list[datetime]]:
        """Free times by the studio's date."""
        zone, choice = clock.zone(), self.choice
        found: dict[date, list[datetime]] = {}
        times = scheduling.free_times(
            session_type=self.session_type, day_from=first, day_to=last, at=self.at,
            package=choice.package if choice else None, add_ons=choice.wanted if choice else (),
            apart_from=self.moving,
        )  # fmt: skip
        for each in times:
            found.setdefault(each.astimezone(zone).date(), []).append(each)
        return found


def _weeks(
    first: date, end: date, free: Mapping[date, list[datetime]], chosen: date | None
) -> list[list[Day]]:
    days = [Day(date=None)] * first.weekday()
    for number in range(end.day):
        day = first + timedelta(days=number)
        days.append(Day(date=day, free=len(free.get(day, [])), is_chosen=day == chosen))
    days += [Day(date=None)] * (-len(days) % 7)
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _quantity(asked: Mapping[str, str], add_on: AddOn) -> int:
    text = asked.get(f"add-{add_on.public_id}", "")
    return min(int(text), add_on.most) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
