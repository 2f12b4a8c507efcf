"""Recalculate: work out again what can be delivered, from the photos as they are now (T7).

Changes no price, sends no mail, delivers nothing, and may be repeated as often as one likes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Order, OrderItem
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import locking, trail
from modules.gallery import facade as gallery
from safelight.accounts.models import Person


@dataclass(frozen=True)
class Recalculated:
    """How many items changed, how many are ready now, and how many still wait."""

    changed: int
    ready: int
    waiting: int


def recalculate(*, order: Order, by: Person | None, at: datetime) -> Recalculated:
    """Bring every undelivered item of an open order up to date."""
    # The entry tells of exactly the items that changed with it.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        changed = bring_up_to_date(locked)
        counts = count(locked)
        if changed:
            trail.record(
                order=locked, verb="recalculated", by=by, at=at,
                changed=changed, ready=counts.ready, waiting=counts.waiting,
            )  # fmt: skip
    return Recalculated(changed, counts.ready, counts.waiting)


def bring_up_to_date(order: Order) -> int:
    """Recompute the open items of a locked order; how many changed."""
    return _renew(order, OrderItem.OPEN)


def hold_back(order: Order) -> int:
    """Take items that were ready, and are not any more, out of what is ready; how many.

    For a locked order that is about to be delivered: nothing becomes ready by this.
    """
    return _renew(order, [ItemState.PENDING])


def judge_again(item: OrderItem) -> None:
    """One item that stopped with a problem, of a locked order; saved as it stands now."""
    if item.is_by_hand or item.is_by_lab:
        item.move(ItemState.TO_LAB if item.is_by_lab else ItemState.EXTERNAL)
        item.problem = ""
    else:
        photos = gallery.photos(ids=[item.photo_id] if item.photo_id else [])
        _changes(item, photos.get(item.photo_id or 0))
    item.save(update_fields=["state", "method", "problem"])


def count(order: Order) -> Recalculated:
    states = list(order.items.values_list("state", flat=True))
    return Recalculated(0, states.count(ItemState.PENDING), states.count(ItemState.DEFERRED))


def _renew(order: Order, states: Iterable[ItemState]) -> int:
    if not order.is_open:
        return 0
    items = list(order.items.filter(state__in=states))
    photos = gallery.photos(ids=[item.photo_id for item in items if item.photo_id])
    changed = [item for item in items if _changes(item, photos.get(item.photo_id or 0))]
    OrderItem.objects.bulk_update(changed, ["state", "method", "problem"])
    return len(changed)


def _changes(item: OrderItem, photo: gallery.PhotoFacts | None) -> bool:
    if item.is_by_hand or item.is_by_lab:
        return False
    # Whatever can be recalculated was released once; whether it may be delivered is asked then.
    verdict = outcomes.judge(
        photo=photo, only_final=item.only_final, released=True,
        gone=_("The photo is gone. Cancel this item, or upload the photo again."),
    )  # fmt: skip
    now = (item.state, item.method, item.problem)
    if item.state != verdict.state:
        item.move(verdict.state)
    item.method, item.problem = verdict.method, verdict.problem
    return now != (item.state, item.method, item.problem)
