"""Delivery formats: how a photo is changed on its way out, and the files made so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.gallery.models.photos import PhotoVersion
from safelight.kernel import public_id
from tenants.rows import StudioRow


class DeliveryFormat(StudioRow):
    """A named way to deliver: size, quality, name and metadata. Without a box: full size."""

    class Box(models.TextChoices):
        MAX = "max", _("Long side")
        MIN = "min", _("Short side")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80)
    pixels = models.PositiveIntegerField(null=True, blank=True)
    box = models.CharField(max_length=3, choices=Box.choices, default=Box.MAX)
    quality = models.PositiveSmallIntegerField(default=90)
    name_template = models.CharField(max_length=120, default="{{basename}}")
    # Fields to write: copyright, credit, creator, description.
    metadata = models.JSONField(default=dict, blank=True)
    remove_location = models.BooleanField(default=True)
    # Offer only photos in these states; an empty list offers all.
    offer_states = models.JSONField(default=list, blank=True)
    # What is not FINAL yet can be ordered and is delivered when it is.
    only_final_at_once = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quality__gte=1, quality__lte=100), name="format_quality_in_percent"
            ),
            models.CheckConstraint(
                condition=Q(pixels__isnull=True) | Q(pixels__gte=16), name="format_box_is_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PreparedFile(StudioRow):
    """A version in a format, made once by a job and kept while both are the same."""

    version = models.ForeignKey(PhotoVersion, on_delete=models.CASCADE, related_name="prepared")
    format = models.ForeignKey(DeliveryFormat, on_delete=models.CASCADE, related_name="prepared")
    # Digest of the format's settings: a changed format makes a new file.
    settings_digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255, blank=True)
    object_key = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    crc32 = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "format", "settings_digest"], name="prepared_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None
