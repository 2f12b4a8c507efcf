"""One change at a time for each cart: **whoever writes to it or its lines holds the cart's row**.

The row comes first, then lines, stocks, the order's number and the coupon. A line that is written
without it would be held while its cart is waited for, by somebody whom an order waits for in turn.
"""

from __future__ import annotations

from modules.commerce.models import Cart
from safelight.accounts.models import Visitor


def locked_cart(visitor: Visitor) -> Cart:
    """The visitor's cart, locked until the caller's transaction ends; made where there is none."""
    # Again where signing in has just merged the cart that was waited for into another one.
    while (cart := cart_if_any(visitor)) is None:
        Cart.objects.get_or_create(visitor=visitor)
    return cart


def cart_if_any(visitor: Visitor) -> Cart | None:
    """As ``locked_cart``; None where nothing was ever put in."""
    found: Cart | None = Cart.objects.select_for_update().filter(visitor=visitor).first()
    return found


def cart_of_form(visitor: Visitor, key: str) -> Cart | None:
    """As ``locked_cart``; None where it was ordered since the form with this key was made.

    What such a form says belongs to that order. An empty key is that of no form.
    """
    cart = locked_cart(visitor)
    return cart if key in ("", cart.placement_key) else None
