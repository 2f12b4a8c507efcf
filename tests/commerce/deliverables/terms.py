"""Terms for tests, and what a gate does of them. Use them inside a studio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from modules.commerce import facade
from modules.commerce.models import Deliverables
from modules.commerce.services.deliverables import gate
from modules.gallery.models import Gallery

USUAL: dict[str, Any] = {
    "mode": "final_edits", "included": 3, "upsell": True, "extra_price": 1500,
    "flat_price": None, "all_discount": None,
}  # fmt: skip


def set_terms(gallery: Gallery, **terms: Any) -> Deliverables:
    """The usual ones, with these instead of some of them."""
    made: Deliverables = facade.set_deliverables(
        gallery_id=gallery.pk, terms=USUAL | terms, at=timezone.now()
    )
    return made


def change(gallery: Gallery, **terms: Any) -> Deliverables:
    """Only these."""
    made: Deliverables = facade.set_deliverables(
        gallery_id=gallery.pk, terms=terms, at=timezone.now()
    )
    return made


def held(gallery: Gallery, ids: Sequence[int]) -> set[int]:
    return set(gate.held(gallery_id=gallery.pk, photo_ids=list(ids)))


def fetch(gallery: Gallery, ids: Sequence[int], visitor_id: int | None = None) -> list[int]:
    """Download as a client does: asked, then counted; the ids that they got."""
    may = [pk for pk in ids if pk not in held(gallery, ids)]
    with transaction.atomic():
        refused = gate.count(
            gallery_id=gallery.pk, photo_ids=may, visitor_id=visitor_id, at=timezone.now()
        )
    return [pk for pk in may if pk not in refused]
