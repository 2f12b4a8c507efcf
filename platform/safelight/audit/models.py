"""Entries of a studio's own log, in its schema."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from safelight.kernel import public_id
from tenants.rows import StudioRow


class AuditEntry(StudioRow):
    """One act. The database refuses changes and deletions; names, and parts of details, may go.

    Names are copied, since people come and go. ``verb`` is ``<package>.<what happened>``, past
    tense; ``details`` holds plain values that the sentence of the verb needs, never a secret.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    verb = models.CharField(max_length=60)
    actor_id = models.CharField(max_length=22, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    # Set where an operator of the platform acted as the person above.
    operator_email = models.CharField(max_length=254, blank=True)
    operator_name = models.CharField(max_length=120, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_name = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)
    network_address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_subjects")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_name}"
