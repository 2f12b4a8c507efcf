"""The galleries by whose photo transfer an order reaches its client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from modules.commerce.models import ItemState, Method, Order, TransferNotice
from modules.commerce.services.transferring.opening import personal_path
from modules.gallery.models import Gallery


@dataclass(frozen=True, kw_only=True)
class Place:
    """``path``: the personal link. ``told_at``: when it was mailed, None while it was not."""

    title: str
    path: str
    told_at: datetime | None


def places(order: Order) -> Sequence[Place]:
    """Of what was not left out; two queries."""
    items = order.items.exclude(state=ItemState.CANCELLED)
    wanted = items.filter(method=Method.TRANSFER) | items.filter(
        gallery__transfer_with_prints=True, line__kind="print"
    )
    ids = wanted.values("gallery")
    told = dict(TransferNotice.objects.filter(order=order).values_list("gallery_id", "at"))
    return [
        Place(
            title=gallery.title,
            path=personal_path(order, gallery.public_id),
            told_at=told.get(gallery.pk),
        )
        for gallery in Gallery.objects.filter(pk__in=ids).exclude(transfer="")
    ]
