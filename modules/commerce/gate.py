"""What deliverables answer at the doors of galleries: answers to ``modules.gallery.hooks``."""

from __future__ import annotations

from django.utils import timezone

from modules.commerce.services.deliverables import gate
from modules.gallery.facts import Held
from modules.gallery.models import Gallery
from safelight.kernel.hooks import impl

__all__ = ["downloading", "held_photos"]


@impl
def held_photos(gallery: Gallery, photo_ids: list[int], visitor_id: int | None) -> dict[int, Held]:
    return gate.held(gallery_id=gallery.pk, photo_ids=photo_ids)


@impl
def downloading(gallery: Gallery, photo_ids: list[int], visitor_id: int | None) -> list[int]:
    return gate.count(
        gallery_id=gallery.pk, photo_ids=photo_ids, visitor_id=visitor_id, at=timezone.now()
    )
