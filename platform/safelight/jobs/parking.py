"""Parked jobs, and the button *try again*."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from safelight.jobs import doorbell
from safelight.jobs.models import Job
from tenants.models import Studio


def parked(studio: Studio | None = None) -> QuerySet[Job]:
    """Jobs that wait for a person, newest first; of one studio, or of all for the console."""
    jobs = Job.objects.filter(state=Job.State.PARKED).order_by("-finished_at", "-pk")
    return jobs if studio is None else jobs.filter(studio=studio)


def try_again(job: Job) -> bool:
    """Queue a parked job afresh; False where somebody already has, or the same work waits."""
    # The change and the ring belong together: a ring before the commit finds nothing.
    with transaction.atomic():
        same = Job.objects.filter(
            studio=job.studio_id,
            kind=job.kind,
            key=job.key,
            state__in=[Job.State.QUEUED, Job.State.RUNNING],
        )
        if same.exists():
            return False
        changed = Job.objects.filter(pk=job.pk, state=Job.State.PARKED).update(
            state=Job.State.QUEUED, attempts=0, error="", run_after=Now(), finished_at=None
        )
        if changed:
            doorbell.ring_on_commit(job.queue, job.pk)
    return bool(changed)
