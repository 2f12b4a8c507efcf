"""Coupons in a word or two, for their pages."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from modules.commerce.models import Coupon
from safelight.web.templatetags.web import money


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
