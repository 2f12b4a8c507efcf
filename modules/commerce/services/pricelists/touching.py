"""Making clients' pages known as changed where a list is offered."""

from __future__ import annotations

from collections.abc import Collection

from modules.commerce.models import Offering
from modules.gallery import facade as gallery


def touch(list_ids: Collection[int]) -> None:
    """Note that these lists sell something else than before; in the transaction of the change."""
    rows = list(
        Offering.objects.filter(price_list__in=list_ids).values_list("gallery_id", "photo_id")
    )
    gallery.look_changed(
        gallery_ids={gallery_id for gallery_id, _photo in rows if gallery_id},
        photo_ids={photo_id for _gallery, photo_id in rows if photo_id},
    )
