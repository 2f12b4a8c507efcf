"""What killed writers left half written, studio by studio."""

from __future__ import annotations

from datetime import datetime, timedelta

from safelight.storage import objects
from tenants.models import Studio

OLD = timedelta(days=1)
"""No writer takes that long."""


def remove(*, at: datetime) -> int:
    """Remove every studio's half-written files of yesterday and before; how many there were."""
    store = objects.from_environment()
    studios = Studio.objects.exclude(state=Studio.State.SPARE).order_by("pk")
    uuids = studios.values_list("uuid", flat=True)
    return sum(store.remove_temporaries(uuid, at - OLD) for uuid in uuids.iterator())
