"""Deciding anew about a link to a file of an order, signed before its rights changed."""

from __future__ import annotations

from django.http import HttpRequest

from modules.commerce import selectors
from modules.commerce.models import ItemState, Order
from modules.commerce.services.delivery import rights
from modules.gallery import facade as gallery
from safelight.storage.claims import Link


def revision(request: HttpRequest, link: Link) -> int | None:
    """The order's present revision if the person may still have what the link names."""
    order = selectors.visible_orders(request).filter(public_id=link.scope.public_id).first()
    if order is None or not rights.may_fetch(order) or not _may_have(link, order):
        return None
    return int(order.access_revision)


def _may_have(link: Link, order: Order) -> bool:
    delivered = order.items.filter(state=ItemState.DELIVERED).exclude(file={})
    if link.kind == "file":
        return delivered.filter(file__key=link.object_key, file__variant=link.variant).exists()
    if link.kind != "archive":
        return False
    photos = gallery.archived_photos(
        reference=link.reference, object_key=link.object_key, scope=link.scope
    )
    if photos is None:
        return False
    return set(photos) <= set(delivered.values_list("photo_id", flat=True))
