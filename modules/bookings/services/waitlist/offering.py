"""Offering freed places to people who wait, one after the other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, SessionType, Slot, Waiting
from modules.bookings.services.holding import ending, locking, places
from modules.bookings.services.holding.places import TimeTaken
from modules.bookings.services.scheduling.free import standing
from modules.bookings.services.waitlist import letters
from safelight import jobs
from safelight.kernel.errors import Refusal


class NobodyWaits(Refusal):
    """They have left the waitlist, or have an offer already."""

    code = "nobody_waits"


def offer_next(*, session_type_id: int, at: datetime) -> list[Waiting]:
    """Offer every free place to whoever has waited longest, where the studio lets that go by
    itself; returns who was offered one.
    """
    found: list[Waiting] = []
    # One look at what is free and who waits: nobody is offered what somebody else is.
    with transaction.atomic():
        mini = SessionType.objects.get(pk=session_type_id)
        if not (mini.is_open and mini.waitlist_on and mini.waitlist_by_itself):
            return []
        locking.lock_places(mini)
        free = places.free_for_all(places.left_of(mini, at), at)
        for waiting in places.waiting_now(mini):
            slot = next((each for each, left in free.items() if left), None)
            if slot is None:
                break
            free[slot] -= 1
            _offer(waiting, mini, slot, at)
            found.append(waiting)
    return found


def offer(*, waiting: Waiting, slot: Slot, at: datetime) -> Waiting:
    """The studio offers somebody this slot, whoever else waits.

    Raises ``TimeTaken`` where no place of it is free, ``NobodyWaits``.
    """
    # The place is looked at and kept in one.
    with transaction.atomic():
        mini = waiting.session_type
        locking.lock_places(mini)
        row: Waiting = Waiting.objects.get(pk=waiting.pk)
        if row.left_at or (row.offered_until and row.offered_until > at):
            raise NobodyWaits(_("They have an offer already, or wait no more."))
        if slot.session_type_id != mini.pk or not places.left_of(mini, at).get(slot):
            raise TimeTaken(_("No place of this time is free any more."))
        _offer(row, mini, slot, at)
    return row


def pass_on(*, at: datetime) -> int:
    """End offers that nobody took in time; their places go to the next. Returns how many."""
    # Who let it pass leaves the list with the place that was kept for them.
    with transaction.atomic():
        rows = Waiting.objects.filter(left_at=None, offered_until__lte=at)
        # Somebody who is booking just now has their quarter of an hour.
        rows = rows.exclude(booking__in=Booking.objects.filter(standing(at)))
        found = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
        for row in found:
            row.left_at = at
            row.save(update_fields=["left_at"])
            letters.passed(row)
        for mini in sorted({row.session_type_id for row in found}):
            jobs.enqueue(ending.OFFER, key=str(mini), session_type_id=mini)
    return len(found)


def _offer(waiting: Waiting, mini: SessionType, slot: Slot, at: datetime) -> None:
    waiting.offered = slot
    waiting.offered_until = min(at + timedelta(hours=mini.waitlist_hours), slot.starts_at)
    waiting.save(update_fields=["offered", "offered_until"])
    letters.offered(waiting, mini, slot)
