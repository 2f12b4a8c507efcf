"""What the people who run the platform see of galleries."""

from __future__ import annotations

from django.db.models import Sum

from modules.gallery.models import Gallery, Photo, PhotoVersion
from safelight.kernel.figures import Figures
from safelight.kernel.hooks import impl


@impl
def studio_figures() -> Figures:
    """Galleries, photos, and the bytes of every version of them."""
    kept = PhotoVersion.objects.aggregate(total=Sum("bytes"))["total"] or 0
    return Figures(
        facts={
            "gallery.galleries": Gallery.objects.count(),
            "gallery.photos": Photo.objects.count(),
            "gallery.bytes": kept,
        }
    )
