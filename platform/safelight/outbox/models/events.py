"""Events of a studio's modules."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from safelight.kernel import public_id
from tenants.rows import StudioRow


class DomainEvent(StudioRow):
    """Something that happened, stored with the change itself."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["name", "created_at"], name="outbox_events")]

    def __str__(self) -> str:
        return f"{self.name} {self.public_id}"
