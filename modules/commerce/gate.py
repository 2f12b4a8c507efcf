"""What deliverables answer at the doors of galleries: answers to ``modules.gallery.hooks``."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from modules.commerce.services.deliverables import choosing, gate
from modules.commerce.site import banner
from modules.gallery.facts import Held
from modules.gallery.models import Gallery
from safelight.kernel.hooks import impl

__all__ = ["downloading", "gallery_banner", "held_photos", "why_not_picked"]


@impl
def held_photos(
    gallery: Gallery, photo_ids: list[int], visitor_id: int | None
) -> dict[int, Held]:  # fmt: skip
    return gate.held(gallery_id=gallery.pk, photo_ids=photo_ids)


@impl
def downloading(gallery: Gallery, photo_ids: list[int], visitor_id: int | None) -> list[int]:
    return gate.count(
        gallery_id=gallery.pk, photo_ids=photo_ids, visitor_id=visitor_id, at=timezone.now()
    )


@impl
def gallery_banner(request: HttpRequest, gallery: Gallery) -> SafeString | None:
    return banner.of(request, gallery)


@impl
def why_not_picked(gallery: Gallery, photo_id: int, visitor_id: int) -> str | None:
    why = choosing.why_not_picked(
        gallery_id=gallery.pk, photo_id=photo_id, visitor_id=visitor_id
    )  # fmt: skip
    return why or None
