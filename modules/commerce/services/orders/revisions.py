"""Making signed links of orders be decided anew."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models import F

from modules.commerce.models import Order, OrderItem
from modules.gallery import facade as gallery
from safelight.storage import revisions
from safelight.storage.claims import Scope
from tenants.context import current_studio


def raise_for(order_ids: Collection[int]) -> None:
    """Raise the access revision of these orders, in the caller's transaction.

    Links to finals that they gave a right to are decided anew, too. The data plane is told after
    the commit.
    """
    rows = Order.objects.filter(pk__in=order_ids)
    rows.update(access_revision=F("access_revision") + 1)
    items = OrderItem.objects.filter(order__in=order_ids, gallery__isnull=False)
    gallery.finals_changed(gallery_ids=set(items.values_list("gallery_id", flat=True)))
    studio = current_studio().uuid
    for public_id, revision in rows.values_list("public_id", "access_revision"):
        transaction.on_commit(
            partial(revisions.publish, studio, Scope("order", public_id), revision)
        )
