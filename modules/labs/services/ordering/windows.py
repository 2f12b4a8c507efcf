"""The approval window: when it is over, what the studio chose for its end happens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.labs.models import LabOrder, LabState, WindowEnd
from modules.labs.services.ordering import locking, preparing, sending, trail


def decide(*, at: datetime) -> int:
    """End the windows that are over; how many."""
    rows = LabOrder.objects.filter(state=LabState.WAITING, decide_by__lte=at)
    return sum(_decide(pk, at) for pk in list(rows.values_list("pk", flat=True)))


def _decide(lab_order_id: int, at: datetime) -> bool:
    with transaction.atomic():  # The end and the history appear together.
        fresh = locking.lock(lab_order_id)
        # Somebody may have extended it, or decided, while this waited for the locks.
        if fresh.state != LabState.WAITING or fresh.decide_by is None or fresh.decide_by > at:
            return False
        trail.record(lab_order=fresh, verb="window_over", by=None, at=at, end=fresh.at_end)
        if fresh.at_end == WindowEnd.SEND:
            sending.begin(fresh, by=None, at=at)
        elif fresh.at_end == WindowEnd.CANCEL:
            preparing.cancel(lab_order=fresh, by=None, at=at)
        else:
            fresh.decide_by = None
            fresh.save(update_fields=["decide_by"])
    return True
