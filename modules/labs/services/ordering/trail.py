"""The history of a lab order: who did what, written with the change itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from modules.labs.models import LabEntry, LabOrder
from safelight.accounts.models import Person

# What the lab itself says or does.
TOLD = frozenset(
    {"accepted", "stage", "parcel", "goes_on", "granted", "not_granted", "cancelled_there"}
)


def record(
    *, lab_order: LabOrder, verb: str, by: Person | None, at: datetime, **detail: Any
) -> LabEntry:
    """Add an entry. ``by`` is None for what happens by itself and for what the lab tells."""
    teller = lab_order.connection.name if verb in TOLD else ""
    actor = str(by) if by is not None else teller
    return LabEntry.objects.create(
        lab_order=lab_order, verb=verb, by=by, actor=actor, at=at, detail=detail
    )
