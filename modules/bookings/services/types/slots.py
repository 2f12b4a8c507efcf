"""The slots of a mini session, as the studio wants them; what is booked is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, SessionType, Slot
from modules.bookings.services import clock, scheduling
from modules.bookings.services.holding import ending, locking
from modules.bookings.services.scheduling import Span
from modules.bookings.services.scheduling.free import standing
from safelight import jobs
from safelight.kernel.errors import Refusal


class SlotsRefused(Refusal):
    """``fields`` has the sentences of each slot that does not go, by its number from 0."""

    code = "slots_refused"
    status = 400


@dataclass(frozen=True)
class Wanted:
    """One slot as it shall be; ``slot`` None is a new one. Prices in minor units."""

    slot: Slot | None
    span: Span
    capacity: int = 1
    kind: str = Slot.Kind.OPEN
    surcharge: int = 0
    reduction: int = 0


def write(*, session_type: SessionType, wanted: Sequence[Wanted], at: datetime) -> list[Slot]:
    """Make the slots of a mini session exactly these; the others are taken out.

    A booked slot keeps its time, its place and at least so many places as are taken. Raises
    ``SlotsRefused`` with all reasons, and changes nothing then.
    """
    # Slots and whatever else is in the calendar are compared and written in one.
    with transaction.atomic():
        locking.lock_calendar(session_type.calendar_id)
        locking.lock_places(session_type)
        _check(session_type, wanted, at)
        kept = [_write(session_type, each) for each in wanted]
        gone = session_type.slots.exclude(pk__in=[slot.pk for slot in kept])
        _take_out(gone)
        session_type.date = _date(kept) or session_type.date
        session_type.save(update_fields=["date"])
        # More places may be free than before.
        jobs.enqueue(ending.OFFER, key=str(session_type.pk), session_type_id=session_type.pk)
    return kept


def taken(session_type: SessionType, at: datetime) -> dict[int, int]:
    """The highest place that is taken, of each slot that is booked or held, by its key."""
    rows = Booking.objects.filter(standing(at), slot__session_type=session_type)
    return dict(rows.values_list("slot_id").annotate(highest=Max("place_number")))


def busy_elsewhere(
    *, session_type: SessionType, spans: Sequence[Span], at: datetime, with_feeds: bool = True
) -> list[bool]:
    """Whether something else is in the calendar at each of these times."""
    if not spans:
        return []
    around = [scheduling.takes(session_type, each.start, each.end) for each in spans]
    whole = Span(min(each.start for each in around), max(each.end for each in around))
    busy = scheduling.busy_between(
        calendar=session_type.calendar, span=whole, at=at, but_type=session_type,
        with_feeds=with_feeds,
    )  # fmt: skip
    return [
        any(other.start < each.end and each.start < other.end for other in busy) for each in around
    ]


def _check(session_type: SessionType, wanted: Sequence[Wanted], at: datetime) -> None:
    booked = taken(session_type, at)
    wrong: dict[int, list[str]] = {}
    in_the_way = busy_elsewhere(
        session_type=session_type, spans=[each.span for each in wanted], at=at, with_feeds=False
    )
    order = sorted(range(len(wanted)), key=lambda number: wanted[number].span)
    for before, after in zip(order, order[1:], strict=False):
        if wanted[after].span.start < wanted[before].span.end:
            wrong.setdefault(after, []).append(_("It begins before the one before it has ended."))
    for number, each in enumerate(wanted):
        if problem := _problem(each, booked):
            wrong.setdefault(number, []).append(problem)
        elif in_the_way[number] and (each.slot is None or _moves(each)):
            wrong.setdefault(number, []).append(
                _("Something else is booked or planned in this calendar at that time.")
            )
    kept = {each.slot.pk for each in wanted if each.slot}
    if lost := set(booked) - kept:
        times = session_type.slots.filter(pk__in=lost)
        wrong.setdefault(-1, []).append(
            _("Booked, and so it stays: %s")
            % ", ".join(clock.time_words(s.starts_at) for s in times)
        )
    if wrong:
        raise SlotsRefused(
            _("Please look at the slots once more."),
            fields={str(number): said for number, said in wrong.items()},
        )


def _problem(each: Wanted, booked: dict[int, int]) -> str:
    highest = booked.get(each.slot.pk, 0) if each.slot else 0
    if highest and _moves(each):
        return _("It is booked, so its time stays. Move its booking first.")
    if each.capacity < highest:
        return _("It is booked: it needs %d places at least.") % highest
    return ""


def _moves(each: Wanted) -> bool:
    assert each.slot is not None
    return (each.slot.starts_at, each.slot.ends_at) != (each.span.start, each.span.end)


def _write(session_type: SessionType, each: Wanted) -> Slot:
    row = each.slot or Slot(session_type=session_type)
    row.starts_at, row.ends_at = each.span.start, each.span.end
    row.capacity, row.kind = each.capacity, each.kind
    row.surcharge, row.reduction = each.surcharge, each.reduction
    row.save()
    return row


def _take_out(gone: QuerySet[Slot]) -> None:
    """Bookings that have ended let go of their slot, and stay what they were."""
    rows = list(gone)
    Booking.objects.filter(slot__in=rows, occupies=False).update(slot=None, place_number=None)
    for row in rows:
        row.delete()


def _date(kept: Sequence[Slot]) -> date | None:
    starts = [slot.starts_at for slot in kept]
    return min(starts).astimezone(clock.zone()).date() if starts else None
