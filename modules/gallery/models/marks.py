"""Previews with a text across them: made once for each text, and kept."""

from __future__ import annotations

from django.db import models

from modules.gallery.models.photos import PhotoVersion
from tenants.rows import StudioRow


class MarkedPreview(StudioRow):
    """A version's low-resolution file under a mark; a changed mark makes another one."""

    version = models.ForeignKey(PhotoVersion, on_delete=models.CASCADE, related_name="marked")
    # Of what is drawn (``services.marking.digest_of``).
    digest = models.CharField(max_length=64)
    object_key = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    crc32 = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "digest"], name="marked_once"),
        ]
        indexes = [models.Index(fields=["object_key"], name="marked_by_key")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.digest[:8]}"

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None
