"""Session types as their list shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from modules.bookings.models import Booking, SessionType, Slot, Waiting
from modules.bookings.services.scheduling.free import standing
from modules.bookings.workspace import setting


@dataclass(frozen=True)
class Row:
    """``places`` and ``taken`` of a mini; ``coming`` are bookings still to come."""

    type: SessionType
    state: tuple[str, str]
    coming: int
    waiting: int
    places: int
    taken: int
    fees: tuple[int, int] | None


def rows(*, at: datetime, archived: bool) -> list[Row]:
    """Each in its order, minis after the others, the next one first."""
    types = list(
        SessionType.objects.filter(archived_at__isnull=not archived).order_by(
            "-kind", "date", "position", "pk"
        )
    )
    stands = Booking.objects.filter(standing(at), session_type__in=types)
    coming = _counted(stands.filter(ends_at__gt=at))
    in_slots = _counted(stands.exclude(slot=None))
    waiting = _counted(Waiting.objects.filter(left_at=None, session_type__in=types))
    places = dict(
        Slot.objects.filter(session_type__in=types)
        .values_list("session_type")
        .annotate(places=Sum("capacity"))
    )
    fees = _fees(types)
    return [
        Row(
            type=each, state=setting.state_of(each), coming=coming[each.pk],
            waiting=waiting[each.pk], places=places.get(each.pk, 0), taken=in_slots[each.pk],
            fees=fees.get(each.pk),
        )
        for each in types
    ]  # fmt: skip


def has_archived() -> bool:
    return SessionType.objects.filter(archived_at__isnull=False).exists()


def _counted(found: object) -> Counter[int]:
    rows = found.values_list("session_type").annotate(many=Count("pk"))  # type: ignore[attr-defined]
    return Counter(dict(rows))


def _fees(types: list[SessionType]) -> dict[int, tuple[int, int]]:
    """The lowest and the highest fee of each."""
    found: dict[int, list[int]] = defaultdict(list)
    packages = SessionType.objects.filter(pk__in=[each.pk for each in types]).filter(
        Q(packages__withdrawn_at=None, packages__isnull=False)
    )
    for pk, fee in packages.values_list("pk", "packages__fee"):
        found[pk].append(fee)
    return {pk: (min(each), max(each)) for pk, each in found.items()}
