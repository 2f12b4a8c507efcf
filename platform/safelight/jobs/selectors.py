"""Reads over the jobs of the studio that the caller is in, for pages that show progress."""

from __future__ import annotations

from safelight.jobs.models import Job
from tenants.context import current_studio


def latest(kind: str, key: str) -> Job | None:
    """The newest job of this kind and key, whatever its state, or None."""
    jobs = Job.objects.filter(studio=current_studio(), kind=kind, key=key)
    return jobs.order_by("-pk").first()
