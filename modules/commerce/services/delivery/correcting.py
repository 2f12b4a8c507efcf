"""Putting right what was said of a parcel: another tracking number, or that it was not sent at all.

The client was told that it is on its way, so taking that back tells them, too. It is for a button
that was pressed by mistake: after ``WHILE``, and once the order has ended, what was said stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Order, OrderItem, Parcel, ShippingProfile
from modules.commerce.services.delivery import handing_over, outcomes
from modules.commerce.services.delivery.handing_over import Tracking, WrongWay
from modules.commerce.services.orders import news, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

WHILE = timedelta(hours=24)
_GONE = (ItemState.SHIPPED, ItemState.DELIVERED)


class NotSentYet(Refusal):
    code = "not_sent_yet"


class TooLateToTakeBack(Refusal):
    code = "too_late_to_take_back"


def correct(
    *, parcel: Parcel, tracking: Tracking, tell_client: bool, by: Person, at: datetime
) -> Parcel:
    """Follow a sent parcel by other words; the same ones change nothing, and tell nobody.

    Raises ``BadTracking``, ``OrderIsClosed``, ``WrongWay`` and ``NotSentYet``.
    """
    handing_over.check_tracking(tracking)
    with transaction.atomic():  # Parcel, history and mail appear together.
        order, fresh = handing_over.locked_parcel(parcel)
        if fresh.kind != ShippingProfile.Kind.SHIP:
            raise WrongWay(_("This parcel is picked up at the studio, not sent."))
        if fresh.sent_at is None:
            raise NotSentYet(_("This parcel is not marked as sent."))
        was = tracking_of(fresh)
        if was == tracking:
            return fresh
        handing_over.follow(fresh, tracking, sent_at=fresh.sent_at)
        entry = trail.record(
            order=order, verb="tracking_corrected", by=by, at=at, parcel=fresh.public_id,
            name=fresh.name, carrier=tracking.carrier, number=tracking.number,
            was=f"{was.carrier} {was.number}".strip(), told=tell_client,
        )  # fmt: skip
        if tell_client:
            news.tracking_corrected(fresh, _of(order, fresh), entry)
    return fresh


def take_back(*, parcel: Parcel, by: Person, at: datetime) -> Parcel:
    """What was marked as sent, or as picked up, is with the studio still.

    Only what was marked last. Raises ``OrderIsClosed``, ``NotSentYet`` and ``TooLateToTakeBack``.
    """
    with transaction.atomic():  # Parcel, items, order, history and mail appear together.
        order, fresh = handing_over.locked_parcel(parcel)
        if fresh.sent_at is None:
            raise NotSentYet(_("This parcel is not marked as sent."))
        if not may_take_back(fresh, at):
            raise TooLateToTakeBack(_("This was marked more than a day ago. It stays so."))
        gone = _of(order, fresh)
        items = [item for item in gone if item.delivered_at == fresh.sent_at]
        for item in items:
            item.take_back()
        OrderItem.objects.bulk_update(items, ["state", "delivered_at"])
        left = [item.delivered_at for item in gone if item.delivered_at is not None]
        handing_over.follow(fresh, Tracking(), sent_at=max(left, default=None))
        outcomes.settle_fulfilment(order)
        entry = trail.record(
            order=order, verb="parcel_taken_back", by=by, at=at,
            parcel=fresh.public_id, name=fresh.name, items=len(items),
        )  # fmt: skip
        # Nobody was mailed that they picked something up.
        if fresh.kind == ShippingProfile.Kind.SHIP:
            news.parcel_taken_back(fresh, items, entry)
    return fresh


def may_take_back(parcel: Parcel, at: datetime) -> bool:
    """Whether it was marked lately enough to be a mistake."""
    return parcel.sent_at is not None and at - parcel.sent_at <= WHILE


def tracking_of(parcel: Parcel) -> Tracking:
    return Tracking(carrier=parcel.carrier, number=parcel.tracking, url=parcel.tracking_url)


def _of(order: Order, parcel: Parcel) -> Sequence[OrderItem]:
    return list(order.items.filter(line__parcel=parcel, state__in=_GONE).select_related("line"))
