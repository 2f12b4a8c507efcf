"""Clocks of cameras that were set differently, corrected for one event."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from modules.agency.models.libraries import Library
from tenants.rows import StudioRow


class EventClocks(StudioRow):
    """That the clocks of a gallery's cameras are corrected."""

    gallery = models.OneToOneField("gallery.Gallery", on_delete=models.CASCADE, related_name="+")
    # Ids of its photos in the order that they had before, for whoever takes it back.
    order_before = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gallery_id}"


class ClockCorrection(StudioRow):
    """How far one camera was from the others; what its files say stays."""

    event = models.ForeignKey(EventClocks, on_delete=models.CASCADE, related_name="corrections")
    # The camera, as its files name it, in one library; None where photos live in none.
    library = models.ForeignKey(Library, null=True, on_delete=models.CASCADE, related_name="+")
    camera = models.CharField(max_length=256, blank=True)
    serial = models.CharField(max_length=64, blank=True)
    # Added to what its clock showed.
    offset = models.DurationField()
    # Where files name no time zone: what the clock's own zone was from UTC, the whole event long.
    # Cameras do not change their clock at night by themselves.
    zone = models.DurationField(null=True)
    # From when to when its files say that they were taken; later ones near these are of the event.
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # The photo that shows the same moment as those of the other cameras.
    frame = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_reference = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "library", "camera", "serial"],
                nulls_distinct=False,
                name="one_correction_a_camera",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.camera} {self.serial}"
