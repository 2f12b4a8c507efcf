"""Pictures of the site itself: logos, icons, and what stands on its pages."""

from __future__ import annotations

from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class SitePicture(StudioRow):
    """Shown to everybody who has its address, and never changed: another picture is another row."""

    class Kind(models.TextChoices):
        EMBLEM = "emblem"
        PHOTO = "photo"

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=255)
    object_key = models.CharField(max_length=100, unique=True)
    # Of the mark of an emblem, or of the original photo, in pixels.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    # Variant to media type.
    variants = models.JSONField(default=dict)
    thumbhash = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
