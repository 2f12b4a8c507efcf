"""What left a studio's transaction: events for its modules, and mail."""

from __future__ import annotations

import uuid
from datetime import datetime

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


class OutgoingMessage(StudioRow):
    """One mail to one person. ``key`` is unique: *once* is a constraint, not a hope."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to_email = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text_body = models.TextField()
    html_body = models.TextField()
    message_id = models.CharField(max_length=320)
    # [{"key": …, "name": …, "media_type": …}]: stored objects that go along.
    attachments = models.JSONField(default=list)
    related_kind = models.CharField(max_length=40, blank=True)
    related_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["related_kind", "related_id"], name="outbox_related"),
            models.Index(fields=["to_email", "created_at"], name="outbox_recipients"),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.to_email} ({self.state})"

    def begin_sending(self) -> None:
        """From queued, or from a try that broke off or failed."""
        self.state = self.State.SENDING
        self.save(update_fields=["state"])

    def mark_sent(self, *, at: datetime) -> None:
        self.state, self.sent_at, self.error = self.State.SENT, at, ""
        self.save(update_fields=["state", "sent_at", "error"])

    def wait(self, *, error: str) -> None:
        """The far side asked for patience."""
        self.state, self.error = self.State.QUEUED, error
        self.save(update_fields=["state", "error"])

    def fail(self, *, error: str) -> None:
        """The far side will not take it, however often it is offered."""
        self.state, self.error = self.State.FAILED, error
        self.save(update_fields=["state", "error"])
