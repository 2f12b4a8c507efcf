"""What the checkout has been told so far, kept with the cart: it is there after days, in another
tab and on another device.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from modules.commerce.models import Cart
from modules.commerce.services import addresses
from modules.commerce.services.carts import limits, locking
from modules.commerce.services.costs import discounts
from safelight.accounts.models import Visitor


def tell(
    *,
    visitor: Visitor,
    name: str | None = None,
    email: str | None = None,
    note: str | None = None,
    shipping: Mapping[str, Any] | None = None,
    billing: Mapping[str, Any] | None = None,
    key: str = "",
) -> None:
    """Keep what was typed, finished or not; None leaves what is there.

    ``billing`` may have ``other``: the invoice goes elsewhere than the goods. ``key`` is the cart's
    when the page was made: what was ordered since is left alone.
    Raises ``NoteTooLong``.
    """
    told: dict[str, Any] = {}
    if name is not None:
        told["name"] = " ".join(name.replace("\0", "").split())[:120]
    if email is not None:
        told["email"] = email.replace("\0", "").strip()[:254]
    if note is not None:
        told["note"] = limits.cleaned(note)
    if shipping is not None:
        told["shipping_address"] = addresses.drafted(shipping)
    if billing is not None:
        other = {"other": "1"} if billing.get("other") else {}
        told["billing_address"] = addresses.drafted(billing) | other
    with transaction.atomic():  # The lock is held until it is written.
        cart = locking.cart_of_form(visitor, key)
        if cart is not None:
            _write(cart, told)


def use_code(*, visitor: Visitor, code: str) -> Cart:
    """Write a coupon's code into the cart; whether it is good is asked at every look."""
    with transaction.atomic():  # As above.
        cart = locking.locked_cart(visitor)
        _write(cart, {"coupon": discounts.normal(code)[:40]})
    return cart


def _write(cart: Cart, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        setattr(cart, name, value)
    cart.save(update_fields=list(told))
