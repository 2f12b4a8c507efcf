"""Changing the lines of a cart; each call names the visitor whose cart it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem, ShippingProfile
from modules.commerce.services.carts import filling, framed, limits, locking
from modules.gallery import facade as gallery
from safelight.accounts.models import Visitor
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal


class NoSuchLine(Refusal):
    code = "not_found"
    status = 404


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be different about a line; None leaves it as it is."""

    quantity: int | None = None
    choices: Sequence[str] | None = None
    note: str | None = None
    # The public id of a shipping profile that the line may travel by.
    shipping: str | None = None
    # The part of the photo that is printed; empty for the usual one.
    framing: Mapping[str, Any] | None = None


def change(
    *, viewer: gallery.Viewer, visitor: Visitor, item_public_id: str, to: Change
) -> CartItem:
    """Change one line; where that makes it equal to another one, the two become one.

    Raises ``NoSuchLine``, and what ``filling.add`` raises.
    """
    # A change that cannot be bought is not kept.
    with transaction.atomic():
        cart = locking.locked_cart(visitor)
        item = _find(cart, item_public_id)
        if to.note is not None:
            item.note = limits.cleaned(to.note) if _takes_notes(item) else item.note
        if to.shipping is not None:
            item.shipping_profile = _profile(to.shipping)
        if to.framing is not None:
            framed.frame(item, to.framing)
        item.save(update_fields=["note", "shipping_profile", "framing"])
        if item.row is not None and (to.quantity is not None or to.choices is not None):
            item = _rebuy(viewer, cart, item, to)
    return item


def _rebuy(viewer: gallery.Viewer, cart: Cart, item: CartItem, to: Change) -> CartItem:
    assert item.row is not None
    choices = item.choices if to.choices is None else sorted(set(to.choices))
    quantity = item.quantity if to.quantity is None else limits.check_quantity(to.quantity)
    equal = cart.items.filter(
        row=item.row, gallery=item.gallery, photo=item.photo, choices=choices
    ).exclude(pk=item.pk)
    for other in equal:
        quantity, item.note = quantity + other.quantity, item.note or other.note
        item.framing = item.framing or other.framing
    equal.delete()
    item.choices = choices
    item.quantity = 1 if filling.is_once(item.row) else limits.check_quantity(quantity)
    item.save(update_fields=["choices", "quantity", "note", "framing"])
    return filling.bought(viewer, item)


def write_note(*, visitor: Visitor, photo_public_id: str, note: str) -> CartItem:
    """Say what should be done to a photo that is ordered for nothing.

    Raises ``NoSuchPhoto``, ``NoteTooLong``.
    """
    note = limits.cleaned(note)
    item: CartItem | None = None
    # The line stays in the cart until it is written.
    with transaction.atomic():
        cart = locking.cart_if_any(visitor)
        if cart is not None and public_id.is_one(photo_public_id):
            rows = cart.items.filter(row=None).select_related("photo", "gallery")
            item = rows.filter(photo__public_id=photo_public_id).first()
        if item is None:
            raise filling.NoSuchPhoto(_("This photo is not in the cart."))
        item.note = note
        item.save(update_fields=["note"])
    return item


def write_notes(
    *, visitor: Visitor, notes: Mapping[str, str], order_note: str, key: str = ""
) -> None:
    """Save what the cart's page says beside its lines, by line; lines not in it are passed over.

    ``key`` is the cart's when the page was made: what was ordered since is left alone. Raises
    ``NoteTooLong`` before anything is saved.
    """
    cleaned = {line: limits.cleaned(note) for line, note in notes.items()}
    order_note = limits.cleaned(order_note)
    with transaction.atomic():  # One page, one saving.
        cart = locking.cart_of_form(visitor, key)
        if cart is None:
            return
        changed = []
        for item in cart.items.select_related("row__price_list"):
            note = cleaned.get(item.public_id, item.note)
            if note != item.note and _takes_notes(item):
                item.note = note
                changed.append(item)
        CartItem.objects.bulk_update(changed, ["note"])
        cart.note = order_note
        cart.save(update_fields=["note"])


def take_out(*, visitor: Visitor, photo_public_id: str) -> None:
    """Take out a photo that is ordered for nothing; nothing happens where it is not in."""
    if public_id.is_one(photo_public_id):
        with transaction.atomic():  # The lock is held until the line is out.
            if (cart := locking.cart_if_any(visitor)) is not None:
                cart.items.filter(row=None, photo__public_id=photo_public_id).delete()


def remove(*, visitor: Visitor, item_public_ids: Sequence[str]) -> None:
    """Take lines out; those that are not in are passed over."""
    wanted = [name for name in item_public_ids if public_id.is_one(name)]
    with transaction.atomic():  # As above.
        if wanted and (cart := locking.cart_if_any(visitor)) is not None:
            cart.items.filter(public_id__in=wanted).delete()


def _find(cart: Cart, item_public_id: str) -> CartItem:
    item: CartItem | None = None
    if public_id.is_one(item_public_id):
        rows = cart.items.select_related("row__price_list", "photo", "gallery")
        item = rows.filter(public_id=item_public_id).first()
    if item is None:
        raise NoSuchLine(_("This is not in the cart any more."))
    return item


def _profile(name: str) -> ShippingProfile | None:
    """Whether the line may really travel so is asked whenever the cart is looked at."""
    found: ShippingProfile | None = None
    if public_id.is_one(name):
        found = ShippingProfile.objects.filter(public_id=name, withdrawn_at=None).first()
    return found


def _takes_notes(item: CartItem) -> bool:
    """A photo to be retouched always; anything else where its list says so."""
    return item.row is None or item.row.price_list.item_comments
