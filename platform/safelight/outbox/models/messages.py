"""Mail: one row a mail, and one for each thing that was heard of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.rows import StudioRow


class State(models.TextChoices):
    SCHEDULED = "scheduled", _("Goes later")
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    DELIVERED = "delivered", _("Arrived")
    BOUNCED = "bounced", _("Came back")
    COMPLAINED = "complained", _("Reported as spam")
    FAILED = "failed", _("Could not be sent")
    WITHHELD = "withheld", _("Not sent")
    CANCELLED = "cancelled", _("Cancelled")


class OutgoingMessage(StudioRow):
    """One mail to one person. ``key`` is unique: *once* is a constraint, not a hope."""

    State = State
    # From which a mail may still be handed over; the rest is over, or was cancelled.
    BEFORE_SENT = (State.SCHEDULED, State.QUEUED, State.SENDING, State.FAILED)

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
    # Set for mails that go at a time of their own, not with what they tell of.
    send_after = models.DateTimeField(null=True)
    again_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="again")
    # What the reader may have no more of; empty where that is no question.
    unsubscribe = models.CharField(max_length=20, blank=True)
    # Written by the platform to owners: never from the studio's own address.
    of_platform = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["related_kind", "related_id"], name="outbox_related"),
            models.Index(fields=["to_email", "created_at"], name="outbox_recipients"),
            models.Index(fields=["state", "created_at"], name="outbox_states"),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.to_email} ({self.state})"

    @property
    def is_scheduled(self) -> bool:
        return self.state == State.SCHEDULED

    def begin_sending(self) -> bool:
        """From waiting, or from a try that broke off or failed; False where it was cancelled."""
        rows = OutgoingMessage.objects.filter(pk=self.pk, state__in=self.BEFORE_SENT)
        if not rows.update(state=State.SENDING):
            return False
        self.state = State.SENDING
        return True

    def cancel(self) -> bool:
        """Never to be sent; False where it is on its way, or was."""
        rows = OutgoingMessage.objects.filter(pk=self.pk, state=State.SCHEDULED)
        if not rows.update(state=State.CANCELLED):
            return False
        self.state = State.CANCELLED
        return True

    def reschedule(self, *, to: datetime) -> bool:
        """False where it is on its way, or was cancelled."""
        rows = OutgoingMessage.objects.filter(pk=self.pk, state=State.SCHEDULED)
        if not rows.update(send_after=to):
            return False
        self.send_after = to
        return True

    def withhold(self, *, why: str) -> None:
        """Not sent after all, although it was waiting."""
        rows = OutgoingMessage.objects.filter(pk=self.pk, state__in=self.BEFORE_SENT)
        if rows.update(state=State.WITHHELD, error=why):
            self.state, self.error = State.WITHHELD, why

    def mark_sent(self, *, at: datetime) -> None:
        # News of a quick provider may have come first.
        rows = OutgoingMessage.objects.filter(pk=self.pk, state=State.SENDING)
        rows.update(state=State.SENT)
        self.sent_at, self.error = at, ""
        self.save(update_fields=["sent_at", "error"])
        self.refresh_from_db(fields=["state"])

    def wait(self, *, error: str) -> None:
        """The far side asked for patience."""
        self.state, self.error = State.QUEUED, error
        self.save(update_fields=["state", "error"])

    def fail(self, *, error: str) -> None:
        """The far side will not take it, however often it is offered."""
        self.state, self.error = State.FAILED, error
        self.save(update_fields=["state", "error"])


class MessageNews(StudioRow):
    """Something that the provider told of a mail, once each."""

    message = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="news")
    # The provider's own, or what makes this piece of news itself and no other.
    event_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20)
    said = models.TextField(blank=True)
    at = models.DateTimeField()
    heard_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.message_id}"
