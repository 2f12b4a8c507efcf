"""Exports of a studio, in its schema."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Export(StudioRow):
    """Everything of the studio as it was at one moment, to be downloaded for some days."""

    class State(models.TextChoices):
        PREPARING = "preparing"
        READY = "ready"
        FAILED = "failed"
        # Given up, replaced by a newer one, or its time is over.
        DROPPED = "dropped"

    LIVE = (State.PREPARING, State.READY)

    @classmethod
    def holding(cls) -> models.QuerySet[Export]:
        """Those whose files may be read still; one that lapsed has a while for its downloads."""
        found: models.QuerySet[Export] = cls.objects.filter(
            Q(state__in=cls.LIVE) | ~Q(object_key="")
        )
        return found

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    # The moment that the rows are of; what is stored from then on is kept when a worker is killed.
    taken_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=120, blank=True)
    # The list of what belongs into it, and the plan of the archive.
    list_key = models.CharField(max_length=120, blank=True)
    object_key = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    access_revision = models.PositiveBigIntegerField(default=1)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="preparing"), name="one_export_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.public_id} ({self.state})"


class ExportPart(StudioRow):
    """A file that was written for an export and lies in the storage until the export is dropped."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    path = models.TextField()
    object_key = models.CharField(max_length=120)
    bytes = models.PositiveBigIntegerField()
    crc32 = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["export", "path"], name="one_part_a_path"),
        ]

    def __str__(self) -> str:
        return self.path


class KeptObject(StudioRow):
    """An object that would be gone, if an export were not there that may have its file.

    A job of ``kind`` is asked to remove it when the last export is dropped.
    """

    object_key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    kept_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.object_key
