"""Which studio an account outside belongs to, and what we have heard. In the public schema."""

from __future__ import annotations

from django.db import models


class ConnectedAccount(models.Model):
    """That a studio has this account at a provider, or had it: late news still find their way."""

    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=8)
    account = models.CharField(max_length=80)
    connected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "account", "studio"], name="an_account_once_a_studio"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.account}"


class ReceivedEvent(models.Model):
    """One event of a provider, by its own id: stored once, however often it is sent."""

    provider = models.CharField(max_length=8)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    account = models.CharField(max_length=80, blank=True)
    livemode = models.BooleanField()
    # When it happened there, and when we heard of it.
    created_at = models.DateTimeField()
    received_at = models.DateTimeField()
    # Why nobody was told of it; empty where somebody was.
    ignored = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="an_event_once"),
        ]
        indexes = [models.Index(fields=["received_at"], name="connect_old_events")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
