"""Work that comes round: one job a studio, a kind and a slot of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction

from safelight.jobs.enqueueing import write
from safelight.jobs.registry import Spec, spec, specs
from safelight.kernel import gate, registry
from tenants.models import Studio

# A kind's slot is taken by whoever moves its mark; everybody else finds it moved.
_MARK = """
    INSERT INTO jobs_schedulemark AS mark (kind, slot_at)
    SELECT %(kind)s, to_timestamp(
        floor(extract(epoch FROM clock_timestamp()) / %(every)s) * %(every)s)
    ON CONFLICT (kind) DO UPDATE SET slot_at = EXCLUDED.slot_at
     WHERE mark.slot_at < EXCLUDED.slot_at
    RETURNING slot_at
"""
_BEHIND = """
    SELECT studio_id FROM jobs_job
     WHERE kind = %s AND state = 'queued' AND attempts = 0 AND starts_with(key, 'slot ')
"""


def tick() -> int:
    """Enqueue each schedule whose slot has begun; returns how many jobs that made."""
    made = 0
    for found, every in _schedules():
        # The mark and the jobs of its slot appear together, or the next tick tries again.
        with transaction.atomic():
            slot_at = _mark(found.kind, every)
            if slot_at is not None:
                made += _enqueue(found, slot_at)
    return made


def _schedules() -> Iterator[tuple[Spec, timedelta]]:
    for manifest in registry.manifests():
        for schedule in manifest.schedule:
            yield spec(schedule.kind), schedule.every
    for found in specs():
        if found.every is not None:
            yield found, found.every


def _mark(kind: str, every: timedelta) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"kind": kind, "every": every.total_seconds()})
        row = cursor.fetchone()
    return row[0] if row else None


def _enqueue(found: Spec, slot_at: datetime) -> int:
    key = f"slot {slot_at:%Y-%m-%dT%H:%M:%S}"
    nothing = timedelta(0)
    behind = _still_waiting(found.kind)
    if found.platform:
        if None not in behind:
            write(found, None, key=key, delay=nothing, once=False, ids={})
        return int(None not in behind)
    # A studio whose last slot still waits gets one run, not a pile of them.
    due = [studio for studio in _studios(found) if studio.pk not in behind]
    for studio in due:
        write(found, studio.schema_name, key=key, delay=nothing, once=False, ids={})
    return len(due)


def _still_waiting(kind: str) -> set[int | None]:
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, [kind])
        return {row[0] for row in cursor.fetchall()}


def _studios(found: Spec) -> list[Studio]:
    ready = Studio.objects.filter(state=Studio.State.READY).order_by("pk")
    if found.owner not in registry.module_names():
        return list(ready)
    having = ready.filter(enabled_modules__module=found.owner)
    return [studio for studio in having if found.owner in gate.enabled_modules(studio)]
