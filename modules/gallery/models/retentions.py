"""When the photos of a gallery are deleted because their time is over."""

from __future__ import annotations

from django.db import models

from modules.gallery.models.galleries import Gallery
from tenants.rows import StudioRow


class Retention(StudioRow):
    """A deletion that was announced: kept by somebody, still to come, or done."""

    gallery = models.OneToOneField(Gallery, on_delete=models.CASCADE, related_name="retention")
    delete_at = models.DateTimeField()
    told_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    # How many were deleted.
    photos = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.gallery_id} on {self.delete_at:%Y-%m-%d}"
