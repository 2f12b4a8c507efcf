"""Who wanted a studio closed, and what remains to be told of one that is gone. In public."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Departure(models.Model):
    """That a studio was closed for good; ``stayed_at`` where it thought better of it."""

    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    # The second operator, where the first was one.
    approved_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    stayed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["studio"], condition=Q(stayed_at=None), name="one_departure_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.studio_id} asked by {self.asked_by}"


class Receipt(models.Model):
    """What was erased of a studio, and when. Names no client, holds no content, and is kept.

    Also where an erasure stands: ``step`` is the last one that was done. ``owners`` are the
    addresses that are to get the receipt still, each forgotten when it was sent there.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    studio_uuid = models.UUIDField(unique=True)
    schema_name = models.CharField(max_length=63)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=40)
    hosts = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    owners = models.JSONField(default=list, blank=True)
    step = models.CharField(max_length=20, blank=True)
    # Table → rows, in the order of names.
    tables = models.JSONField(default=dict, blank=True)
    rows = models.BigIntegerField(default=0)
    files = models.BigIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    # SHA-256 of the list: a line a table, then a line a file, each with its figure.
    digest = models.CharField(max_length=64, blank=True)
    began_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-erased_at"], name="leaving_receipts")]

    def __str__(self) -> str:
        return f"{self.address}, {self.uuid}"
