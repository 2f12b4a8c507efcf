"""Coupons with how often they were used, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from modules.commerce.models import Coupon, CouponUse
from safelight.web.templatetags.web import money


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


def value(coupon: Coupon, currency: str) -> str:
    """What it takes off, in a word or two."""
    if coupon.percent is not None:
        return f"{coupon.percent.normalize():f} %"
    if coupon.amount is not None:
        return money(coupon.amount, currency)
    if coupon.buys is not None and coupon.gets is not None:
        return _("%(gets)d free for %(buys)d") % {"gets": coupon.gets, "buys": coupon.buys}
    return str(coupon.get_kind_display())


def state(coupon: Coupon, at: datetime) -> tuple[str, str]:
    """(tone of a badge, word) for how it stands now."""
    if coupon.ends_at is not None and coupon.ends_at <= at:
        return "", _("Ended")
    if coupon.starts_at is not None and coupon.starts_at > at:
        return "warn", _("Not yet")
    used: int = coupon.used  # type: ignore[attr-defined]
    if coupon.most_uses is not None and used >= coupon.most_uses:
        return "", _("Used up")
    return "good", _("Holds")


def uses(coupon: Coupon) -> list[Used]:
    """Every use, the newest first; in three queries."""
    rows = coupon.uses.select_related("order").prefetch_related("order__lines", "order__parcels")
    return [Used(use, _taken(use, coupon.code)) for use in rows.order_by("-pk")]


def _taken(use: CouponUse, code: str) -> int:
    parts = chain(use.order.lines.all(), use.order.parcels.all())
    found = chain.from_iterable(part.discounts for part in parts)
    return sum(taken["amount"] for taken in found if taken["code"] == code)
