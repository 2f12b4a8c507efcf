"""Archives: what one *Download all* holds, so that its rights can be asked again."""

from __future__ import annotations

from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Archive(StudioRow):
    """A plan that was made for somebody. The bytes are computed when they are fetched."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # What the right to it comes from: a gallery, or an order of commerce.
    scope_kind = models.CharField(max_length=10)
    scope_public_id = models.CharField(max_length=22)
    what = models.CharField(max_length=10)  # original, lowres, format, order, final
    format = models.ForeignKey(
        "gallery.DeliveryFormat", null=True, on_delete=models.CASCADE, related_name="+"
    )
    object_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=255)
    bytes = models.PositiveBigIntegerField()
    photo_ids = models.JSONField()
    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
