"""Batches: the files uploaded in one go, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.gallery.models.galleries import Gallery
from modules.gallery.models.photos import Photo, PhotoState, PhotoVersion
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Batch(StudioRow):
    """One upload session: one state for its photos, one answer for names that clash."""

    class OnClash(models.TextChoices):
        ASK = "", pgettext_lazy("same name", "Ask")
        REPLACE = "replace", _("Replace")
        KEEP_BOTH = "keep_both", _("Keep both")
        SKIP = "skip", _("Skip")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="batches")
    state = models.CharField(max_length=9, choices=PhotoState.choices, default=PhotoState.UNDEFINED)
    on_clash = models.CharField(max_length=9, choices=OnClash.choices, blank=True)
    # DSC1.CR2 and dsc1.jpg count as the same name.
    match_by_stem = models.BooleanField(default=False)
    # How many of the announced files had a name that the gallery knew: with any, an answer is due.
    clashes = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id


class BatchFile(StudioRow):
    """One file of a batch: announced, then received by an upload, then settled as its outcome."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        ADDED = "added", _("Added")
        REPLACED = "replaced", _("Replaced")
        KEPT_BOTH = "kept_both", _("Added beside the other")
        SKIPPED = "skipped", _("Skipped")
        REFUSED = "refused", _("Refused")

    # Without an index of its own: the one below begins with it.
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files", db_index=False)
    # The upload it comes by, None until one has begun.
    upload_public_id = models.CharField(max_length=22, unique=True, null=True)  # noqa: DJ001 - unique
    name = models.CharField(max_length=255)
    bytes = models.PositiveBigIntegerField()
    # The photo whose file this is to become, where somebody pressed *Replace* on it.
    replaces = models.ForeignKey(Photo, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.WAITING)
    # What the uploader reads when a file is refused, or came in otherwise than asked for.
    reason = models.TextField(blank=True)
    # Empty until it is received, and again when its bytes were thrown away.
    object_key = models.CharField(max_length=120, blank=True)
    photo = models.ForeignKey(Photo, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey(
        PhotoVersion, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    received_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch", "name"], name="files_of_a_batch")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_received(self) -> bool:
        return self.received_at is not None

    @property
    def is_settled(self) -> bool:
        return self.outcome != self.Outcome.WAITING
