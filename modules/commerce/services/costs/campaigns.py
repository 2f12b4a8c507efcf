"""What the studio says about discounts: coupons, and steps by quantity."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Coupon, PriceList, QuantityDiscount
from modules.commerce.services.costs import discounts
from safelight.kernel.errors import Refusal

# What can be read out on the telephone and typed on any keyboard.
_CODE = re.compile("[A-Z0-9_-]{2,40}")


class BadCode(Refusal):
    """A coupon’s code has signs that it cannot have, or is there already."""

    code = "bad_coupon_code"
    status = 400


def make_coupon(
    *,
    code: str,
    price_lists: Collection[PriceList] = (),
    galleries: Collection[Any] = (),
    **fields: Any,
) -> Coupon:
    """A coupon; nothing of it ever changes but when it ends. Raises ``BadCode``."""
    written = discounts.normal(code)
    if not _CODE.fullmatch(written) or " " in code.strip():
        sentence = _("A code has 2 to 40 letters, digits, - and _, and no blanks.")
        raise BadCode(sentence, fields={"code": [sentence]})
    try:
        # A coupon without its scope would be good for everything.
        with transaction.atomic():
            made: Coupon = Coupon.objects.create(code=written, **fields)
            made.price_lists.set(price_lists)
            made.galleries.set(galleries)
    except IntegrityError:
        if not Coupon.objects.filter(code=written).exists():
            raise
        sentence = _("There is a coupon “%s” already. Codes are never used twice.") % written
        raise BadCode(sentence, fields={"code": [sentence]}) from None
    return made


def end(*, coupon: Coupon, at: datetime) -> bool:
    """End the campaign now; False where it has ended already. Orders keep what they got."""
    with transaction.atomic():  # An order that is being placed has it, or has not.
        locked = Coupon.objects.select_for_update().get(pk=coupon.pk)
        if locked.ends_at is not None and locked.ends_at <= at:
            return False
        locked.ends_at = at
        locked.save(update_fields=["ends_at"])
    return True


def set_steps(*, price_list: PriceList, steps: Mapping[int, Decimal]) -> None:
    """What so many copies of a list together take off, in percent by threshold (from 2 on)."""
    with transaction.atomic():  # A cart sees the old steps or the new ones.
        PriceList.objects.select_for_update().get(pk=price_list.pk)
        price_list.discounts.all().delete()
        QuantityDiscount.objects.bulk_create(
            QuantityDiscount(price_list=price_list, threshold=threshold, percent=percent)
            for threshold, percent in steps.items()
        )
