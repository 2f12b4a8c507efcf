"""Uploads: files on their way in."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from safelight.kernel import public_id
from safelight.uploads import protocol
from tenants.rows import StudioRow


class Upload(StudioRow):
    """One file that somebody sends, in as many requests as it takes.

    How many bytes are in is asked of the storage (``services.offset_of``): ``offset`` follows it
    after each request, for lists and figures only.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    purpose = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # None while the sender has not said how long the file will be.
    length = models.PositiveBigIntegerField(null=True)
    offset = models.PositiveBigIntegerField(default=0)
    # Room in the plan that is kept for it, in bytes, until what it brought is counted elsewhere.
    held = models.PositiveBigIntegerField(default=0)
    # Bytes from here on wait for their checksum; after a crash in between they do not count.
    unconfirmed_from = models.PositiveBigIntegerField(null=True)
    # As the sender wrote it, because a HEAD repeats it.
    metadata_header = models.TextField(blank=True)
    storage_key = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    terminated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(length__isnull=True) | Q(offset__lte=F("length")),
                name="no_more_than_its_length",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(length__isnull=False),
                name="received_has_a_length",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(received_at__isnull=True, terminated_at__isnull=True),
                name="uploads_unfinished",
            ),
            models.Index(fields=["held"], condition=Q(held__gt=0), name="uploads_held"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"

    @cached_property
    def metadata(self) -> dict[str, str]:
        """What the sender said about the file; nothing of it is to be trusted."""
        return protocol.metadata(self.metadata_header)

    @property
    def is_received(self) -> bool:
        return self.received_at is not None

    @property
    def is_terminated(self) -> bool:
        return self.terminated_at is not None

    def has_expired(self, *, at: datetime) -> bool:
        return not self.is_received and self.expires_at <= at


class StorageChange(StudioRow):
    """That so many bytes came to what the studio keeps, or went: their sum is what it keeps.

    Written by triggers of the tables that say where files lie, in the statement that adds or
    removes their rows; nobody waits for anybody. Rows are added up once a night.
    """

    bytes = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.bytes:+}"
