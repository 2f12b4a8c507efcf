"""Slots of a mini session, planned from when it begins, how many, how long: shown before saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from modules.bookings.services.scheduling import Span, first_instant
from modules.bookings.services.scheduling.wall import DAY, MIDNIGHT
from safelight.kernel.errors import Refusal

MOST_SLOTS = 200
_LONGEST = timedelta(hours=36)


class PlanTooLong(Refusal):
    """More slots than a day has room for."""

    code = "plan_too_long"
    status = 400


@dataclass(frozen=True)
class Plan:
    """Times of day by the studio's clock; ``minutes`` and ``gap`` are time that passes.

    With ``same_start`` all ``count`` places are one slot, from ``begins`` on.
    """

    day: date
    begins: time
    minutes: int
    count: int
    gap: int = 0
    breaks: Sequence[tuple[time, time]] = ()
    same_start: bool = False


@dataclass(frozen=True)
class Planned:
    span: Span
    capacity: int = 1


def planned(*, plan: Plan, zone: ZoneInfo) -> list[Planned]:
    """The slots in order; one that would lie in a break begins after it. Raises ``PlanTooLong``."""
    begins = first_instant(zone=zone, day=plan.day, clock=plan.begins)
    length = timedelta(minutes=plan.minutes)
    if plan.same_start:
        return [Planned(Span(begins, begins + length), plan.count)]
    breaks = sorted(_breaks(plan, zone))
    found: list[Planned] = []
    start = begins
    while len(found) < plan.count:
        in_the_way = next(
            (each for each in breaks if start < each.end and each.start < start + length), None
        )
        if in_the_way is not None:
            start = in_the_way.end
            continue
        if start - begins > _LONGEST or len(found) >= MOST_SLOTS:
            raise PlanTooLong(_("That is longer than a day. Plan fewer or shorter slots."))
        found.append(Planned(Span(start, start + length)))
        start += length + timedelta(minutes=plan.gap)
    return found


def _breaks(plan: Plan, zone: ZoneInfo) -> list[Span]:
    """Breaks of that date; one before the beginning is of the night after it."""
    found = []
    for begins, ends in plan.breaks:
        day = plan.day if begins >= plan.begins else plan.day + DAY
        last = day if ends > begins else day + DAY
        start = first_instant(zone=zone, day=day, clock=begins)
        end = first_instant(zone=zone, day=last, clock=ends or MIDNIGHT)
        found.append(Span(start, end))
    return found
