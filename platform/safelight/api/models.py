"""Answers already given, by the caller's key."""

from __future__ import annotations

from django.db import models

from tenants.rows import StudioRow


class IdempotencyRecord(StudioRow):
    """One write that a caller named by a key, and what it was answered."""

    key = models.CharField(max_length=255)
    # Digest of the credential: one caller's key means nothing to another.
    caller = models.CharField(max_length=64)
    # Digest of method, path and body: the same key for something else is a mistake.
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="one_answer_a_key"),
        ]

    def __str__(self) -> str:
        return self.key
