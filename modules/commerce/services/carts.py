"""Filling a cart."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem
from modules.gallery import facade as gallery
from modules.gallery.access import Viewer
from safelight.accounts.models import Visitor
from safelight.kernel.errors import Refusal

LONGEST_NOTE = 2000


class CannotBeOrdered(Refusal):
    code = "cannot_be_ordered"
    status = 403


class NoSuchPhoto(Refusal):
    code = "not_found"
    status = 404


class NoteTooLong(Refusal):
    code = "note_too_long"
    status = 400


def cart_of(visitor: Visitor) -> Cart:
    cart: Cart = Cart.objects.get_or_create(visitor=visitor)[0]
    return cart


def put_in(
    *,
    viewer: Viewer,
    visitor: Visitor,
    gallery_public_id: str,
    photo_public_id: str,
    note: str | None,
    at: datetime,
) -> CartItem:
    """Put a photo in the cart, or change its note; ``None`` leaves a note as it is.

    Raises ``NoSuchPhoto`` for what the viewer cannot see, ``CannotBeOrdered``, ``NoteTooLong``.
    """
    found = gallery.find_photo(
        viewer=viewer, gallery_public_id=gallery_public_id, photo_public_id=photo_public_id
    )
    if found is None:
        raise NoSuchPhoto(_("There is no such photo here."))
    place, photo = found
    if not gallery.orderable(viewer=viewer, pairs=[(place.pk, photo.pk)])[photo.pk]:
        raise CannotBeOrdered(_("“%(name)s” cannot be ordered here.") % {"name": photo.name})
    if note is not None and len(note) > LONGEST_NOTE:
        sentence = _("Keep the note under %(most)d characters.") % {"most": LONGEST_NOTE}
        raise NoteTooLong(sentence, fields={"note": [sentence]})
    defaults = {"gallery_id": place.pk, **({} if note is None else {"note": note.strip()})}
    item, _made = CartItem.objects.update_or_create(
        cart=cart_of(visitor), photo_id=photo.pk,
        defaults=defaults, create_defaults={**defaults, "added_at": at},
    )  # fmt: skip
    return item  # type: ignore[no-any-return]


def take_out(*, visitor: Visitor, photo_public_id: str) -> None:
    """Take a photo out; nothing happens where it is not in."""
    CartItem.objects.filter(cart__visitor=visitor, photo__public_id=photo_public_id).delete()


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
