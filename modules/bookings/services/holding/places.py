"""Which places of a mini session are free, and for whom.

Whoever waits comes first: as long as more people wait than places are free, a free place is theirs,
to be offered in order (``services.waitlist``), and full for everybody else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, SessionType, Slot, Waiting
from modules.bookings.services import clock, scheduling
from modules.bookings.services.scheduling.free import standing
from safelight.kernel.errors import Refusal


class TimeTaken(Refusal):
    """Somebody else has it. ``free`` are the nearest other times, in UTC; of a mini ``slots``."""

    code = "time_taken"

    def __init__(
        self, sentence: str = "", *, free: Sequence[datetime] = (), slots: Sequence[Slot] = ()
    ) -> None:
        super().__init__(sentence or _("Somebody else has just taken this time. Choose another."))
        self.free, self.slots = list(free), list(slots)


class WrongLink(Refusal):
    """The link of a reserved slot or of a place on the waitlist does not, or no longer, open it."""

    code = "link_over"


@dataclass(frozen=True)
class Place:
    """A slot as somebody sees it: ``left`` places are free for them."""

    slot: Slot
    left: int
    # Left for anybody, whoever waits; only the team is told.
    really_left: int

    @property
    def is_full(self) -> bool:
        return self.left == 0


def places_for(
    *, session_type: SessionType, at: datetime, key: str = "", by_team: bool = False
) -> list[Place]:
    """The slots that somebody may see, in order; reserved ones by ``key`` only, or for the team.

    ``key`` is the secret of a reserved slot or of somebody who waits and was offered a slot; one
    that opens nothing is passed over. Slots that begin too soon are left out.
    """
    free = _free(session_type, at)
    offer = _offer(session_type, key, at)
    is_closed = waiting_comes_first(session_type=session_type, at=at, free=free)
    earliest = at if by_team else at + timedelta(hours=session_type.notice)
    found = []
    for slot, left in free.items():
        is_theirs = offer is not None and offer.offered_id == slot.pk
        is_late = slot.starts_at < (at if is_theirs else earliest)
        if is_late or not (by_team or is_theirs or _is_shown(slot, key)):
            continue
        for_them = 0 if is_closed and slot.kind != Slot.Kind.RESERVED else left
        if is_theirs:
            # Theirs is kept, so it is not among those that are left.
            for_them = left + 1
        found.append(Place(slot, left if by_team else for_them, left))
    return found


def waiting_comes_first(
    *, session_type: SessionType, at: datetime, free: dict[Slot, int] | None = None
) -> bool:
    """Whether all places that are free belong to people who wait."""
    if not session_type.waitlist_on:
        return False
    waiting = waiting_now(session_type).count()
    return waiting > 0 and waiting >= sum(
        free_for_all(free or _free(session_type, at), at).values()
    )


def waiting_now(session_type: SessionType) -> QuerySet[Waiting]:
    """Who waits and has no offer, in order."""
    return session_type.waitlist.filter(left_at=None, booking=None, offered_until=None)


def free_for_all(free: dict[Slot, int], at: datetime) -> dict[Slot, int]:
    """Of these the slots that anybody may still book, with places left."""
    return {
        slot: left
        for slot, left in free.items()
        if left and slot.kind != Slot.Kind.RESERVED and slot.starts_at > at + _notice(slot)
    }


def _notice(slot: Slot) -> timedelta:
    return timedelta(hours=slot.session_type.notice)


def left_of(session_type: SessionType, at: datetime) -> dict[Slot, int]:
    """Places of each slot that are neither taken nor kept for an offer."""
    return _free(session_type, at)


def by_key(*, session_type: SessionType, key: str, at: datetime) -> Slot | Waiting | None:
    """What a secret link opens: a reserved slot, or the place of somebody who waits."""
    if not key:
        return None
    waiting = session_type.waitlist.filter(key=key).select_related("offered", "booking").first()
    return waiting or session_type.slots.filter(key=key).first()


def offer_of(*, session_type: SessionType, key: str, at: datetime) -> Waiting | None:
    """Whoever waits with this link, if a slot is kept for them now."""
    return _offer(session_type, key, at)


def free_number(*, slot: Slot, at: datetime, offer: Waiting | None = None) -> int | None:
    """The lowest free place of a slot, counted from 1, or None; kept ones belong to their offers.

    The caller has locked the places, so that it is still free when it is taken.
    """
    taken = set(
        Booking.objects.filter(standing(at), slot=slot).values_list("place_number", flat=True)
    )
    kept = _kept(slot.session_type, at)[slot.pk]
    if offer is not None and offer.offered_id == slot.pk:
        kept -= 1
    if len(taken) + kept >= slot.capacity:
        return None
    return next(number for number in range(1, slot.capacity + 1) if number not in taken)


def _free(session_type: SessionType, at: datetime) -> dict[Slot, int]:
    taken: dict[int, int] = defaultdict(int)
    rows = Booking.objects.filter(standing(at), slot__session_type=session_type)
    for slot_id in rows.values_list("slot_id", flat=True):
        taken[slot_id] += 1
    kept = _kept(session_type, at)
    slots = session_type.slots.order_by("starts_at", "pk")
    return {slot: max(0, slot.capacity - taken[slot.pk] - kept[slot.pk]) for slot in slots}


def _kept(session_type: SessionType, at: datetime) -> Counter[int]:
    """Places that wait for an answer to an offer; one that is being booked counts as taken."""
    rows = session_type.waitlist.filter(left_at=None, offered_until__gt=at)
    rows = rows.exclude(booking__in=Booking.objects.filter(standing(at)))
    return Counter(rows.values_list("offered_id", flat=True))


def _offer(session_type: SessionType, key: str, at: datetime) -> Waiting | None:
    if not key:
        return None
    rows = session_type.waitlist.filter(key=key, left_at=None, offered_until__gt=at)
    found: Waiting | None = rows.first()
    return found


def _is_shown(slot: Slot, key: str) -> bool:
    return slot.kind != Slot.Kind.RESERVED or bool(key and slot.key == key)


def nearest_slots(*, session_type: SessionType, to: datetime, at: datetime) -> list[Slot]:
    free = [each.slot for each in places_for(session_type=session_type, at=at) if each.left]
    return sorted(free, key=lambda slot: (abs(slot.starts_at - to), slot.starts_at))[:6]


def nearest_times(*, session_type: SessionType, like: Booking, at: datetime) -> list[datetime]:
    """Free times of the same length as ``like`` (a booking that need not be stored) around it."""
    day = like.starts_at.astimezone(clock.zone()).date()
    week = timedelta(days=7)
    found = scheduling.free_times(
        session_type=session_type, package=None, day_from=day - week, day_to=day + week, at=at,
        apart_from=like,
    )  # fmt: skip
    return sorted(sorted(found, key=lambda time: abs(time - like.starts_at))[:6])
