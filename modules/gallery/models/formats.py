"""Delivery formats: how a photo is changed on its way out, and the files made so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.gallery.models.photos import PhotoVersion
from safelight.kernel import public_id
from tenants.rows import StudioRow


class DeliveryFormat(StudioRow):
    """A named way to deliver: size, quality, colour, name and metadata; never with a watermark.

    The size is a box of ``pixels`` or a target in ``megabytes``; without either, full size.
    """

    class Box(models.TextChoices):
        MAX = "max", _("Long side")
        MIN = "min", _("Short side")

    class Colour(models.TextChoices):
        SRGB = "srgb", _("sRGB: for screens and most labs")
        ADOBE_RGB = "adobe_rgb", _("Adobe RGB (1998): for printers that ask for it")
        KEEP = "keep", _("As the original")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80)
    pixels = models.PositiveIntegerField(null=True, blank=True)
    box = models.CharField(max_length=3, choices=Box.choices, default=Box.MAX)
    # As agencies measure photos, unpacked: a million pixels are three megabytes.
    megabytes = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    quality = models.PositiveSmallIntegerField(default=90)
    colour = models.CharField(max_length=9, choices=Colour.choices, default=Colour.SRGB)
    # Pixels an inch, written into the file; changes no pixel. None leaves the photo's own.
    ppi = models.PositiveSmallIntegerField(null=True, blank=True)
    name_template = models.CharField(max_length=120, default="{{basename}}")
    # Templates of what is written: copyright, credit, creator, description.
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
            models.CheckConstraint(
                condition=Q(pixels__isnull=True) | Q(megabytes__isnull=True),
                name="format_has_one_size",
            ),
            models.CheckConstraint(
                condition=Q(megabytes__isnull=True) | Q(megabytes__gt=0),
                name="format_megabytes_are_some",
            ),
            models.CheckConstraint(
                condition=Q(ppi__isnull=True) | Q(ppi__gt=0), name="format_ppi_is_some"
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
