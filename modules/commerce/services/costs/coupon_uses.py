"""Coupons with how often they were used, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Q, QuerySet

from modules.commerce.models import Coupon, CouponUse


@dataclass(frozen=True)
class Used:
    """One use; ``amount`` is what it took off, in minor units of the order's currency."""

    use: CouponUse
    amount: int


def coupons() -> QuerySet[Coupon]:
    """All of them, the newest first, with ``used``: uses that were not given back."""
    counted = Count("uses", filter=Q(uses__released_at=None))
    found: QuerySet[Coupon] = Coupon.objects.annotate(used=counted)
    return found


def uses(coupon: Coupon) -> list[Used]:
    """Every use, the newest first; in three queries."""
    rows = coupon.uses.select_related("order").prefetch_related("order__lines", "order__parcels")
    return [Used(use, _taken(use, coupon.code)) for use in rows.order_by("-pk")]


def _taken(use: CouponUse, code: str) -> int:
    parts = chain(use.order.lines.all(), use.order.parcels.all())
    found = chain.from_iterable(part.discounts for part in parts)
    return sum(taken["amount"] for taken in found if taken["code"] == code)
