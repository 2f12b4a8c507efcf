"""The list of bookings: what the address asks for, and nothing that is not kept in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings import selectors
from modules.bookings.models import Booking, BookingState, SessionType
from modules.bookings.services import clock
from modules.bookings.services.fees import standing

Filter = Callable[[QuerySet[Booking], datetime], QuerySet[Booking]]
_L = gettext_lazy


def _within(rows: QuerySet[Booking], some: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.filter(pk__in=some.values("pk"))


SHOWS: dict[str, tuple[Any, Filter]] = {
    "": (_L("All bookings"), lambda rows, at: rows),
    "coming": (
        _L("To come"),
        lambda rows, at: rows.filter(starts_at__gte=at, state__in=["asked", "booked"]),
    ),
    "asked": (_L("Wait for your yes"), lambda rows, at: _within(rows, selectors.asked())),
    "overdue": (_L("Overdue"), lambda rows, at: _within(rows, selectors.overdue(at))),
    "over": (_L("Over, no outcome"), lambda rows, at: _within(rows, selectors.without_outcome(at))),
    "too-late": (
        _L("Paid too late"),
        lambda rows, at: _within(rows, selectors.lapsed_but_paid()),
    ),
    "no-gallery": (
        _L("Without a gallery"),
        lambda rows, at: rows.filter(gallery=None, state__in=["booked", "done"], ends_at__lt=at),
    ),
}
FILTERS = ("q", "show", "state", "type", "from", "to")


@dataclass(frozen=True, kw_only=True)
class Select:
    """One choice of the filters: its name in the address, its options, what is chosen."""

    name: str
    options: list[tuple[str, Any]]
    chosen: str


def bookings(request: HttpRequest) -> QuerySet[Booking]:
    """Those that fit the address; unknown values are passed over. Days are the studio's."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in FILTERS}
    _title, narrowed = SHOWS.get(asked["show"], SHOWS[""])
    found = narrowed(selectors.shown(), timezone.now())
    if asked["state"] in BookingState.values:
        found = found.filter(state=asked["state"])
    if asked["type"]:
        found = found.filter(session_type__public_id=asked["type"])
    found = _between(found, _day(asked["from"]), _day(asked["to"]))
    if words := asked["q"].strip():
        fits = Q(name__icontains=words) | Q(email__icontains=words) | Q(phone__icontains=words)
        found = found.filter(fits | Q(title__icontains=words))
    return found.select_related("session_type", "gallery")


def selects(request: HttpRequest) -> list[Select]:
    types = SessionType.objects.filter(bookings__isnull=False).distinct().order_by("title")
    titles = [(each.public_id, each.title) for each in types]
    return [
        Select(
            name="show", options=[(value, title) for value, (title, _narrow) in SHOWS.items()],
            chosen=request.GET.get("show", ""),
        ),
        Select(
            name="state", options=[("", _("Any state")), *BookingState.choices],
            chosen=request.GET.get("state", ""),
        ),
        Select(
            name="type",
            options=[("", _("Any session type")), *titles],
            chosen=request.GET.get("type", ""),
        ),
    ]  # fmt: skip


def days(request: HttpRequest) -> dict[str, str]:
    """The period as the form shows it; what is no day is left out."""
    return {
        name: request.GET[name] if _day(request.GET.get(name, "")) else ""
        for name in ("from", "to")
    }


def is_filtered(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in FILTERS)


def rows(page: Iterable[Booking], *, at: datetime) -> list[tuple[Booking, standing.Money]]:
    """Each booking with how its money stands."""
    return [(each, standing.of(each, at=at)) for each in page]


def csv_head() -> Sequence[str]:
    return (
        _("Begins"), _("Ends"), _("What"), _("Package"), _("State"), _("Name"), _("E-mail"),
        _("Telephone"), _("Place"), _("Currency"), _("Fee"), _("Paid"), _("Left to pay"),
    )  # fmt: skip


def csv_rows(found: Iterable[Booking], *, at: datetime) -> Iterator[Sequence[object]]:
    """Amounts in minor units, times in the studio's zone."""
    for each in found:
        money = standing.of(each, at=at)
        yield (
            clock.local(each.starts_at).isoformat(), clock.local(each.ends_at).isoformat(),
            each.title, each.package_title, each.get_state_display(), each.name, each.email,
            each.phone, each.place, each.currency, money.sums.total, money.paid, money.left,
        )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _between(found: QuerySet[Booking], first: date | None, last: date | None) -> QuerySet[Booking]:
    zone = clock.zone()
    if first is not None:
        found = found.filter(starts_at__gte=datetime.combine(first, time.min, tzinfo=zone))
    if last is not None and last < date.max:
        end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)
        found = found.filter(starts_at__lt=end)
    return found
