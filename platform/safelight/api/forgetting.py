"""Answers are kept for a while, not for ever: whoever asks again does so soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from safelight.api.models import IdempotencyRecord

KEPT = timedelta(days=7)


def forget(*, at: datetime) -> None:
    """Delete what was answered longer than ``KEPT`` ago."""
    IdempotencyRecord.objects.filter(made_at__lt=at - KEPT).delete()
