"""Discounts: what quantities take off by themselves, and what a coupon takes off.

A coupon is asked for twice: ``coupon_for`` says what it would do, as often as a cart is looked at;
``use_coupon`` takes one of its uses, under a lock, when the order is placed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import Coupon, CouponUse, Order, QuantityDiscount
from modules.commerce.money.basket import CouponKind, CouponTerms, Step
from modules.commerce.money.priced import PricedLine, Reduction
from modules.gallery import facade as gallery
from safelight.jobs import switches
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site
from safelight.web.templatetags.web import money


class CouponRefused(Refusal):
    """The code is not good for this cart; the sentence says why."""

    code = "coupon_refused"


@dataclass(frozen=True)
class Sold:
    """A line of a cart as coupons see it; ``amount`` of all its copies before any discount."""

    key: Hashable
    price_list_id: int | None
    gallery_id: int | None
    amount: int
    quantity: int = 1


@dataclass(frozen=True)
class Fit:
    """A coupon that is good for a cart, and for which of its lines."""

    coupon: Coupon
    terms: CouponTerms
    keys: frozenset[Hashable]


def steps_of(price_list_ids: Collection[int]) -> tuple[Step, ...]:
    """The quantity discounts of these lists; a step's group is the list's id."""
    rows = QuantityDiscount.objects.filter(price_list__in=price_list_ids)
    return tuple(Step(row.price_list_id, row.threshold, row.percent) for row in rows)


def coupon_for(code: str, *, lines: Sequence[Sold], email: str, at: datetime) -> Fit:
    """What a code would take off this cart. ``email`` may be empty while it is not known.

    Raises ``CouponRefused`` where it is no code, not yet or no longer good, used up, used by this
    client, for other things than these, or for more of them.
    """
    coupon = Coupon.objects.filter(code=normal(code)).first()
    if coupon is None:
        raise CouponRefused(_("There is no such coupon. Check how the code is written."))
    return _fit(coupon, lines, email, at)


def automatic(*, lines: Sequence[Sold], email: str, at: datetime) -> list[Fit]:
    """Every automatic coupon that is good for this cart, the newest first.

    A cart uses one coupon: which of these is the best, its price says.
    """
    begun = Q(starts_at=None) | Q(starts_at__lte=at)
    going_on = Q(ends_at=None) | Q(ends_at__gt=at)
    found = []
    for coupon in Coupon.objects.filter(begun, going_on, is_automatic=True) if lines else ():
        with contextlib.suppress(CouponRefused):
            found.append(_fit(coupon, lines, email, at))
    return found


def _fit(coupon: Coupon, lines: Sequence[Sold], email: str, at: datetime) -> Fit:
    """Raises ``CouponRefused``."""
    _check_time(coupon, at)
    _check_uses(coupon, email)
    covered = [line for line in lines if line.price_list_id is not None]
    keys = _keys_in_scope(coupon, covered)
    amount = sum(line.amount for line in covered if line.key in keys)
    if not keys:
        raise CouponRefused(_("This coupon is not for anything in your cart."))
    if amount < coupon.minimum:
        least = money(coupon.minimum, site.site_settings().currency)
        sentence = _("This coupon holds from %(least)s on. Add something, then try again.")
        raise CouponRefused(sentence % {"least": least})
    _check_copies(coupon, [line for line in covered if line.key in keys])
    return Fit(coupon, terms_of(coupon), keys)


def use_coupon(*, order: Order, coupon: Coupon) -> CouponUse:
    """Take one use of a coupon for an order, in the transaction that places it.

    The coupon's row stays locked until the order is written or given up, so that its limits hold
    whoever orders at the same moment. Raises ``CouponRefused``.
    """
    rows = Coupon.objects.all() if switches.is_off("locks") else Coupon.objects.select_for_update()
    locked = rows.get(pk=coupon.pk)
    _check_time(locked, order.placed_at)
    _check_uses(locked, order.email)
    return CouponUse.objects.create(coupon=locked, order=order, email=_client(order.email))


def give_back(*, order: Order, at: datetime) -> bool:
    """Give the use of a cancelled order back; nothing happens where it was, or none was taken."""
    taken = CouponUse.objects.filter(order=order, released_at=None)
    return bool(taken.update(released_at=at))


def normal(code: str) -> str:
    """A code as it is stored: upper case, without blanks."""
    return "".join(code.replace("\0", "").split()).upper()


def terms_of(coupon: Coupon) -> CouponTerms:
    kind = cast(CouponKind, str(coupon.kind))
    return CouponTerms(
        kind, percent=coupon.percent, amount=coupon.amount, code=coupon.code,
        buys=coupon.buys, gets=coupon.gets,
    )  # fmt: skip


def frozen(priced: PricedLine) -> list[dict[str, Any]]:
    """What was taken off, for ``Taxed.discounts``, in the words of the current language."""
    return [
        {"name": named(each), "code": each.code, "amount": each.amount} for each in priced.discounts
    ]


def named(reduction: Reduction) -> str:
    """A discount as carts and invoices call it."""
    name = _("Coupon %(code)s") % {"code": reduction.code} if reduction.code else ""
    if reduction.tax:
        spared = _("%(tax)s not charged") % {"tax": reduction.tax}
        return f"{name} ({spared})" if name else spared
    name = name or _("Quantity discount")
    if reduction.free:
        free = ngettext("%(count)d copy free", "%(count)d copies free", reduction.free)
        return f"{name} ({free % {'count': reduction.free}})"
    if reduction.percent is None:
        return name
    return f"{name} (−{reduction.percent.normalize():f} %)"


def _check_time(coupon: Coupon, at: datetime) -> None:
    if coupon.starts_at is not None and at < coupon.starts_at:
        raise CouponRefused(_("This coupon does not hold yet."))
    if coupon.ends_at is not None and at >= coupon.ends_at:
        raise CouponRefused(_("This coupon has ended."))


def _check_uses(coupon: Coupon, email: str) -> None:
    uses = coupon.uses.filter(released_at=None)
    if coupon.most_uses is not None and uses.count() >= coupon.most_uses:
        raise CouponRefused(_("This coupon has been used up."))
    if coupon.once_a_client and email and uses.filter(email=_client(email)).exists():
        raise CouponRefused(_("You have used this coupon already."))


def _check_copies(coupon: Coupon, lines: Sequence[Sold]) -> None:
    """Something has to be free: a code that gives nothing is not used up for it."""
    needed = (coupon.buys or 0) + (coupon.gets or 0)
    if sum(line.quantity for line in lines if line.amount) < needed:
        sentence = _("This coupon holds from %(count)d copies on. Add something, then try again.")
        raise CouponRefused(sentence % {"count": needed})


def _client(email: str) -> str:
    return email.strip().lower()


def _keys_in_scope(coupon: Coupon, lines: Sequence[Sold]) -> frozenset[Hashable]:
    """Lines of the coupon's lists, or of its galleries and the galleries in them."""
    lists = set(coupon.price_lists.values_list("pk", flat=True))
    galleries = set(coupon.galleries.values_list("pk", flat=True))
    if not lists and not galleries:
        return frozenset(line.key for line in lines)
    ids = {line.gallery_id for line in lines if line.gallery_id is not None}
    above = gallery.above(ids=ids) if galleries else {}
    return frozenset(
        line.key
        for line in lines
        if line.price_list_id in lists or galleries & set(above.get(line.gallery_id or 0, ()))
    )
