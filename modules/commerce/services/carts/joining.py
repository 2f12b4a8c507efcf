"""One cart out of two, and an empty one out of a full one."""

from __future__ import annotations

from django.db import transaction

from modules.commerce.models import Cart, CartItem
from modules.commerce.services.carts import filling, limits
from safelight.kernel import public_id


def empty(cart: Cart) -> None:
    """Begin anew after an order; part of the caller's transaction. Addresses stay."""
    cart.items.all().delete()
    rows = Cart.objects.filter(pk=cart.pk)
    rows.update(note="", coupon="", placement_key=public_id.new())


def merge(*, source_id: int, target_id: int) -> None:
    """Move one visitor's cart into another's; equal lines add up, the target's own words stand."""
    if not Cart.objects.filter(visitor_id=source_id).exists():
        return
    with transaction.atomic():  # Lines must not be in both carts or in neither.
        Cart.objects.get_or_create(visitor_id=target_id)
        # In the order of their keys, so that two merges never wait for each other.
        rows = Cart.objects.select_for_update().filter(visitor__in=[source_id, target_id])
        carts = {row.visitor_id: row for row in rows.order_by("pk")}
        if source_id not in carts:  # Signed in twice at once: the other one has merged it.
            return
        source, target = carts[source_id], carts[target_id]
        there = {_what(item): item for item in _lines(target)}
        for item in _lines(source):
            if (same := there.get(_what(item))) is not None:
                _add_up(same, item)
            else:
                CartItem.objects.filter(pk=item.pk).update(cart=target)
        _keep_words(source, target)
        source.delete()


def _lines(cart: Cart) -> list[CartItem]:
    return list(cart.items.select_related("row__price_list"))


def _what(item: CartItem) -> tuple[object, ...]:
    return item.row_id, item.gallery_id if item.row_id else None, item.photo_id, *item.choices


def _add_up(target: CartItem, source: CartItem) -> None:
    if target.row is None or filling.is_once(target.row):
        return
    target.quantity = min(limits.MOST_COPIES, target.quantity + source.quantity)
    target.save(update_fields=["quantity"])


def _keep_words(source: Cart, target: Cart) -> None:
    """What was typed before signing in, where nothing was typed after."""
    words = ("note", "coupon", "billing_address", "shipping_address")
    for field in words:
        if not getattr(target, field):
            setattr(target, field, getattr(source, field))
    target.save(update_fields=words)
