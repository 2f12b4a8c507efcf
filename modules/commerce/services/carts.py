"""Filling a cart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem
from modules.gallery import facade as gallery
from safelight.accounts.models import Visitor
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal

LONGEST_NOTE = 2000
# The cart's page is one form with a field for each line.
MOST_LINES = 900


class CannotBeOrdered(Refusal):
    code = "cannot_be_ordered"
    status = 403


class NoSuchPhoto(Refusal):
    code = "not_found"
    status = 404


class NoteTooLong(Refusal):
    code = "note_too_long"
    status = 400


class CartIsFull(Refusal):
    code = "cart_is_full"


def cart_of(visitor: Visitor) -> Cart:
    cart: Cart = Cart.objects.get_or_create(visitor=visitor)[0]
    return cart


def put_in(
    *,
    viewer: gallery.Viewer,
    visitor: Visitor,
    gallery_public_id: str,
    photo_public_ids: Collection[str],
    at: datetime,
) -> Cart:
    """Put photos of a gallery in the cart, all or none; those already there are left alone.

    Raises ``NoSuchPhoto`` for what the viewer cannot see, ``CannotBeOrdered``, ``CartIsFull``.
    """
    wanted = set(photo_public_ids)
    found = gallery.find_photos(
        viewer=viewer, gallery_public_id=gallery_public_id, photo_public_ids=wanted
    )
    if found is None or len(found[1]) < len(wanted):
        raise NoSuchPhoto(_("There is no such photo here."))
    place, photos = found
    allowed = gallery.orderable(viewer=viewer, pairs=[(place.pk, photo.pk) for photo in photos])
    refused = [photo.name for photo in photos if not allowed[photo.pk]]
    if refused:
        names = ", ".join(refused)
        raise CannotBeOrdered(_("These photos cannot be ordered here: %s") % names)
    # Lines and the limit on them are decided together.
    with transaction.atomic():
        cart_of(visitor)
        cart: Cart = Cart.objects.select_for_update().get(visitor=visitor)
        there = set(cart.items.values_list("photo_id", flat=True))
        new = [photo for photo in photos if photo.pk not in there]
        if len(there) + len(new) > MOST_LINES:
            raise CartIsFull(
                _("A cart takes %(most)d photos. Place this order first, then go on.")
                % {"most": MOST_LINES}
            )
        CartItem.objects.bulk_create(
            CartItem(cart=cart, gallery_id=place.pk, photo_id=photo.pk, added_at=at)
            for photo in new
        )
    return cart


def write_note(*, visitor: Visitor, photo_public_id: str, note: str) -> CartItem:
    """Say what should be done to a photo of the cart. Raises ``NoSuchPhoto``, ``NoteTooLong``."""
    note = _cleaned(note)
    item = (
        CartItem.objects.filter(cart__visitor=visitor, photo__public_id=photo_public_id)
        .select_related("photo", "gallery")
        .first()
    )
    if item is None:
        raise NoSuchPhoto(_("This photo is not in the cart."))
    item.note = note
    item.save(update_fields=["note"])
    return item


def write_notes(*, visitor: Visitor, notes: Mapping[str, str], order_note: str) -> None:
    """Save all that the cart's page says, by photo public id; photos not in it are passed over.

    Raises ``NoteTooLong`` before anything is saved.
    """
    cleaned = {photo: _cleaned(note) for photo, note in notes.items()}
    order_note = _cleaned(order_note)
    items = list(CartItem.objects.filter(cart__visitor=visitor).select_related("photo"))
    changed = []
    for item in items:
        note = cleaned.get(item.photo_public_id, item.note)
        if note != item.note:
            item.note = note
            changed.append(item)
    with transaction.atomic():  # One page, one saving.
        CartItem.objects.bulk_update(changed, ["note"])
        Cart.objects.filter(visitor=visitor).update(note=order_note)


def take_out(*, visitor: Visitor, photo_public_id: str) -> None:
    """Take a photo out; nothing happens where it is not in."""
    if public_id.is_one(photo_public_id):
        CartItem.objects.filter(cart__visitor=visitor, photo__public_id=photo_public_id).delete()


def empty(cart: Cart) -> None:
    """Begin anew after an order; part of the caller's transaction."""
    cart.items.all().delete()
    Cart.objects.filter(pk=cart.pk).update(note="", placement_key=public_id.new())


def merge(*, source_id: int, target_id: int) -> None:
    """Move one visitor's cart into another's; the target's own lines stand."""
    source = Cart.objects.filter(visitor_id=source_id).first()
    if source is None:
        return
    with transaction.atomic():  # Lines must not be in both carts or in neither.
        target, _made = Cart.objects.get_or_create(visitor_id=target_id)
        there = CartItem.objects.filter(cart=target).values("photo_id")
        CartItem.objects.filter(cart=source).exclude(photo_id__in=there).update(cart=target)
        Cart.objects.filter(pk=target.pk, note="").update(note=source.note)
        source.delete()


def _cleaned(note: str) -> str:
    """Without what no database keeps. Raises ``NoteTooLong``."""
    note = note.replace("\0", "").strip()
    if len(note) > LONGEST_NOTE:
        sentence = _("Keep the note under %(most)d characters.") % {"most": LONGEST_NOTE}
        raise NoteTooLong(sentence, fields={"note": [sentence]})
    return note
