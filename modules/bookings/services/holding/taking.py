"""Holding a place for a quarter of an hour, while its client writes down the rest.

The database decides who comes first (``Booking.Meta.constraints``). Locks only make the loser's
sentence come sooner, and keep what no constraint can say: offers to people who wait, slots of minis
in the way of sessions, and how many places one visitor may hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingState, Package, SessionType, Slot
from modules.bookings.services import clock, scheduling
from modules.bookings.services.booking import trail
from modules.bookings.services.holding import ending, locking, places, terms
from modules.bookings.services.holding.places import TimeTaken, WrongLink
from safelight.accounts.models import Person, Visitor
from safelight.kernel.errors import Refusal

HOLD = timedelta(minutes=15)
# Places that one visitor holds at once; more of them from one network, where families sit.
MOST_HELD = 2
MOST_HELD_FROM_ONE_ADDRESS = 6
_DECIDERS = ("nobody_booked_twice_at_once", "one_booking_a_place")


class TooManyHeld(Refusal):
    """This visitor, or their network address, holds enough places already."""

    code = "too_many_held"
    status = 429


@dataclass(frozen=True)
class Who:
    """Whose hold it is, for counting."""

    visitor: Visitor | None = None
    # Keyed digest of the network address; empty where it is not to be counted.
    origin: str = ""


def hold(  # noqa: PLR0913 - keyword-only, and each names a part of a booking
    *, session_type: SessionType, package: Package | None, add_ons: terms.Wanted = (),
    starts_at: datetime | None = None, slot: Slot | None = None, visitor: Visitor | None,
    at: datetime, key: str = "", address: str = "", by_team: bool = False, by: Person | None = None,
) -> Booking:  # fmt: skip
    """A booking that is held until ``HOLD`` from now, at a free time or in a slot of a mini.

    ``key`` is the secret of a reserved slot's or a waiting person's link, ``address`` the network
    address to be counted. A visitor who holds this very place already gets the same booking. With
    ``by_team`` hours, notice, reserved and paused do not count; what is taken still is.
    Raises ``TimeTaken``, ``NotOffered``, ``WrongLink``, ``TooManyHeld``.
    """
    who = Who(visitor, _digest(address))
    terms.check(session_type=session_type, package=package, add_ons=add_ons, by_team=by_team)
    made = _wanted(session_type, package, add_ons, starts_at, slot)
    with decided_by_database(made, at), transaction.atomic():
        # The place is looked at, taken and noted in one; whoever comes second sees it taken.
        locking.lock_places(session_type)
        ending.release_expired(at=at, calendar_id=session_type.calendar_id)
        if (same := _held_already(made, who, at)) is not None:
            return same
        if not by_team:
            _check_limits(who, at)
        _place(made, at=at, key=key, by_team=by_team)
        made.visitor, made.origin, made.held_until = visitor, who.origin, at + HOLD
        made.language = "" if by_team else get_language() or ""
        made.save()
        terms.add(made, add_ons)
        _tell_offer(made, key, at)
        trail.record(made, "held", at=at, by=by, by_client=not by_team)
    return made


def _wanted(
    session_type: SessionType, package: Package | None, add_ons: terms.Wanted,
    starts_at: datetime | None, slot: Slot | None,
) -> Booking:  # fmt: skip
    """The booking as it would be, not stored yet. Raises ``NotOffered`` for a slot of elsewhere."""
    if session_type.is_mini != (slot is not None) or (slot is None) != (starts_at is not None):
        raise terms.NotOffered(_("Choose a time first."))
    if slot is not None:
        if slot.session_type_id != session_type.pk:
            raise terms.NotOffered(_("Choose a time first."))
        begins, ends = slot.starts_at, slot.ends_at
    else:
        assert starts_at is not None
        begins = starts_at
        ends = begins + timedelta(minutes=scheduling.length(session_type, package, add_ons))
    fee = terms.fee(package, slot)
    total = fee + sum(each.price * quantity for each, quantity in add_ons)
    zone = clock.zone()
    made = Booking(
        **terms.words(session_type, package), **terms.when(session_type, begins, zone),
        slot=slot, fee=fee, retainer=terms.paid_first(session_type, total),
    )  # fmt: skip
    put(made, begins, ends)
    return made


def put(booking: Booking, starts_at: datetime, ends_at: datetime) -> None:
    """Set when it is and what it takes of its session type's calendar, without saving."""
    around = scheduling.takes(booking.session_type, starts_at, ends_at)
    booking.starts_at, booking.ends_at = starts_at, ends_at
    booking.during = (around.start, around.end)
    booking.calendar_id = booking.session_type.calendar_id


def _held_already(made: Booking, who: Who, at: datetime) -> Booking | None:
    """The page was sent twice, or loaded again: it is one place all the same."""
    if who.visitor is None:
        return None
    rows = Booking.objects.filter(
        visitor=who.visitor, state=BookingState.HELD, held_until__gt=at,
        session_type=made.session_type, package=made.package, slot=made.slot,
        starts_at=made.starts_at, ends_at=made.ends_at,
    )  # fmt: skip
    return rows.first()


def _check_limits(who: Who, at: datetime) -> None:
    held = Booking.objects.filter(state=BookingState.HELD, held_until__gt=at)
    of_visitor = held.filter(visitor=who.visitor).count() if who.visitor else 0
    of_address = held.filter(~Q(origin=""), origin=who.origin).count() if who.origin else 0
    if of_visitor >= MOST_HELD or of_address >= MOST_HELD_FROM_ONE_ADDRESS:
        raise TooManyHeld(
            _("You hold other times already. Finish one of those bookings or let it go first.")
        )


def _place(made: Booking, *, at: datetime, key: str, by_team: bool) -> None:
    """See that the place is free and number it. Raises ``TimeTaken`` or ``WrongLink``."""
    if made.slot is not None:
        made.place_number = number_for(made.slot, at=at, key=key, by_team=by_team)
    elif not is_free(made, at=at, by_team=by_team):
        raise TimeTaken


def number_for(slot: Slot, *, at: datetime, key: str, by_team: bool) -> int:
    """Which place of the slot they get; the places are locked. Raises as ``hold`` does."""
    mini = slot.session_type
    offer = places.offer_of(session_type=mini, key=key, at=at)
    is_theirs = offer is not None and offer.offered_id == slot.pk
    if slot.kind == Slot.Kind.RESERVED and not (by_team or is_theirs or key == slot.key):
        raise WrongLink(_("This time is only to be had by its own link."))
    # What the studio offers somebody is theirs, however soon it is.
    earliest = at if by_team or is_theirs else at + timedelta(hours=mini.notice)
    is_closed = slot.kind != Slot.Kind.RESERVED and places.waiting_comes_first(
        session_type=mini, at=at
    )
    number = places.free_number(slot=slot, at=at, offer=offer)
    if number is None or slot.starts_at < earliest or (is_closed and not (is_theirs or by_team)):
        raise TimeTaken
    return number


def is_free(
    made: Booking, *, at: datetime, by_team: bool, apart_from: Booking | None = None
) -> bool:
    """Whether a session may be at its time; the calendar is locked."""
    mine = made.session_type
    if by_team:
        span = scheduling.takes(mine, made.starts_at, made.ends_at)
        return not scheduling.collides(
            calendar=mine.calendar, span=span, at=at, apart_from=apart_from, with_feeds=False
        )
    day = made.starts_at.astimezone(clock.zone()).date()
    return made.starts_at in scheduling.free_times(
        session_type=mine, package=made.package, day_from=day, day_to=day, at=at,
        # Its length is what matters of it: it is stored nowhere, or is the one that moves.
        apart_from=apart_from or made,
    )  # fmt: skip


def _tell_offer(made: Booking, key: str, at: datetime) -> None:
    offer = places.offer_of(session_type=made.session_type, key=key, at=at)
    if offer is not None and offer.offered_id == made.slot_id:
        offer.booking = made
        offer.save(update_fields=["booking"])


@contextmanager
def decided_by_database(made: Booking, at: datetime) -> Iterator[None]:
    """Turn what a constraint says, or a look before it, into ``TimeTaken`` with what is free.

    Enter it outside the transaction that takes the place: what is free is read after it.
    """
    try:
        yield
    except IntegrityError as problem:
        if not any(name in str(problem) for name in _DECIDERS):
            raise
        raise _taken(made, at) from problem
    except TimeTaken as refusal:
        raise _taken(made, at) from refusal


def _taken(made: Booking, at: datetime) -> TimeTaken:
    mine = made.session_type
    if mine.is_mini:
        slots = places.nearest_slots(session_type=mine, to=made.starts_at, at=at)
        return TimeTaken(slots=slots)
    return TimeTaken(free=places.nearest_times(session_type=mine, like=made, at=at))


def _digest(address: str) -> str:
    return salted_hmac("bookings.origin", address).hexdigest()[:32] if address else ""
