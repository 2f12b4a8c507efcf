"""Another time for a booking: the new place is taken and the old one freed in one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingCannot, BookingState, Slot
from modules.bookings.services import clock
from modules.bookings.services.booking import trail
from modules.bookings.services.holding import ending, locking, taking, terms
from modules.bookings.services.holding.places import TimeTaken
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

MOVABLE = frozenset({BookingState.HELD, BookingState.ASKED, BookingState.BOOKED})
_SAVED = [
    "starts_at", "ends_at", "during", "calendar", "slot", "place_number", "fee", "revision",
    "balance_due_on",
]  # fmt: skip


class CostsMore(Refusal):
    """A client cannot move a booking to a slot that costs more; the studio can."""

    code = "slot_costs_more"


def move(
    *, booking: Booking, to: datetime | Slot, at: datetime, by: Person | None = None,
    by_client: bool = False, key: str = "",
) -> Booking:  # fmt: skip
    """Move it to a free time, or, of a mini, to a slot of the same one; ``key`` as for ``hold``.

    What the client does follows hours, notice and reserved slots; the team (``by_client`` False)
    only what is taken. Its fee stays as booked, but of one that is being booked still.
    Raises ``TimeTaken``, ``WrongLink``, ``CostsMore``, ``BookingCannot``.
    """
    wanted = _wanted(booking, to)
    # The old place is free only if the new one is taken.
    with taking.decided_by_database(wanted, at), transaction.atomic():
        locking.lock_places(booking.session_type)
        row = locking.lock_booking(booking.pk)
        if row.state not in MOVABLE:
            raise BookingCannot(_("This booking cannot be moved any more."))
        before = row.starts_at
        if isinstance(to, Slot):
            _into_slot(row, to, at=at, key=key, by_client=by_client)
        else:
            taking.put(row, wanted.starts_at, wanted.ends_at)
            if not taking.is_free(row, at=at, by_team=not by_client, apart_from=row):
                raise TimeTaken
        row.revision += 1
        zone = clock.zone()
        for name, value in terms.when(row.session_type, row.starts_at, zone).items():
            setattr(row, name, value)
        row.save(update_fields=_SAVED)
        trail.record(
            row, "moved", at=at, by=by, by_client=by_client,
            before=before.isoformat(), after=row.starts_at.isoformat(),
        )  # fmt: skip
        ending.offer_later(row)
    return row


def _wanted(booking: Booking, to: datetime | Slot) -> Booking:
    """A copy with the new time, to look for others around it."""
    if isinstance(to, Slot) != (booking.slot_id is not None) or (
        isinstance(to, Slot) and to.session_type_id != booking.session_type_id
    ):
        raise terms.NotOffered(_("Choose a time of the same session first."))
    copy = Booking(session_type=booking.session_type, package=booking.package)
    if isinstance(to, Slot):
        taking.put(copy, to.starts_at, to.ends_at)
    else:
        taking.put(copy, to, to + (booking.ends_at - booking.starts_at))
    return copy


def _into_slot(row: Booking, slot: Slot, *, at: datetime, key: str, by_client: bool) -> None:
    more = terms.on_top(slot) - terms.on_top(row.slot)
    if by_client and more > 0 and row.state != BookingState.HELD:
        raise CostsMore(_("This time costs more. Write to the studio, and they will move you."))
    if slot.pk == row.slot_id:
        raise BookingCannot(_("It is at this time already."))
    row.place_number = taking.number_for(slot, at=at, key=key, by_team=not by_client)
    if row.state == BookingState.HELD:
        row.fee = terms.fee(row.package, slot)
    row.slot = slot
    taking.put(row, slot.starts_at, slot.ends_at)
