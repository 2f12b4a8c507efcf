"""Photos and the files they have had."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class PhotoState(models.TextChoices):
    """How far a photo is; set by the team only, and never sends mail by itself."""

    UNDEFINED = "UNDEFINED"
    PROOF = "PROOF"
    FINAL = "FINAL"


class Photo(StudioRow):
    """One picture. Replacing its file keeps the row, and so picks, comments and order items."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=255)
    # The name in NFC and casefolded: what "the same name" means.
    name_key = models.CharField(max_length=255, db_index=True)
    state = models.CharField(max_length=9, choices=PhotoState.choices, default=PhotoState.UNDEFINED)
    # None until the first file has been read and found good.
    version = models.ForeignKey(
        "gallery.PhotoVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    caption = models.TextField(blank=True)
    keywords = models.JSONField(default=list, blank=True)
    captured_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        return self.version_id is not None

    @property
    def is_final(self) -> bool:
        return self.state == PhotoState.FINAL


class PhotoVersion(StudioRow):
    """One uploaded file of a photo, with what was read from it. Never changed, only added."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    # Where its bytes lie: the original and the renditions share the key's prefix.
    object_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=40, blank=True)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    crc32 = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    # ThumbHash, base64: about 28 characters that stand for the photo until it arrives.
    thumbhash = models.CharField(max_length=60, blank=True)
    # {"400": [width, height, bytes, crc32], ...}: pixels and bytes of each rendition.
    renditions = models.JSONField(default=dict)
    metadata = models.JSONField(default=dict)
    captured_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "number"], name="versions_count_up"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
