"""Putting things in a cart: photos to be retouched for nothing, and what price lists sell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem, PriceList, PriceRow
from modules.commerce.services import offers
from modules.commerce.services.carts import framed, limits, locking
from modules.gallery import facade as gallery
from safelight.accounts.models import Visitor
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal


class CannotBeOrdered(Refusal):
    code = "cannot_be_ordered"
    status = 403


class NoSuchPhoto(Refusal):
    code = "not_found"
    status = 404


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
        cart = locking.locked_cart(visitor)
        free = set(cart.items.filter(row=None).values_list("photo_id", flat=True))
        new = [photo for photo in photos if photo.pk not in free]
        limits.check_room(cart.items.count() + len(new))
        CartItem.objects.bulk_create(
            CartItem(cart=cart, gallery_id=place.pk, photo_id=photo.pk, added_at=at)
            for photo in new
        )
    return cart


def add(  # noqa: PLR0913 - keyword-only, and each is a part of what was chosen
    *,
    viewer: gallery.Viewer,
    visitor: Visitor,
    gallery_public_id: str | None,
    photo_public_id: str | None,
    row_public_id: str,
    choice_public_ids: Sequence[str],
    quantity: int,
    note: str,
    at: datetime,
    framing: Mapping[str, Any] | None = None,
) -> CartItem:
    """Put something of a price list in the cart; an equal line grows by the quantity.

    Files to download and whole galleries are bought once, whatever the quantity says. A note is
    kept where the list lets clients write one. ``framing`` is the part of the photo that is printed
    (``framing.Framing.stored``); None leaves an equal line's own, and means the usual otherwise.
    Raises ``NoSuchPhoto`` for what the viewer cannot see, ``CannotBeOrdered`` with the sentence of
    ``offers.check``, ``BadQuantity``, ``NoteTooLong``, ``BadFraming`` and ``CartIsFull``.
    """
    quantity, note = limits.check_quantity(quantity), limits.cleaned(note)
    row = row_of(row_public_id)
    subject = _subject(viewer, row, gallery_public_id, photo_public_id)
    # A line that cannot be bought, or is one too many, is not written.
    with transaction.atomic():
        cart = locking.locked_cart(visitor)
        item = line_of(cart, row, subject, sorted(set(choice_public_ids)), at)
        item.quantity = copies_of(row, item, quantity)
        item.note = (note or item.note) if row.price_list.item_comments else ""
        if framing is not None:
            framed.frame(item, framing)
        item.save()
        limits.check_room(cart.items.count())
        return bought(viewer, item)


def bought(viewer: gallery.Viewer, item: CartItem) -> CartItem:
    """Note the price that is seen now. Raises ``CannotBeOrdered`` where there is none."""
    checked = offers.check(viewer=viewer, items=[item])[item.pk]
    if checked.problem:
        raise CannotBeOrdered(checked.problem)
    item.seen_price = checked.unit_price
    item.save(update_fields=["seen_price"])
    return item


def is_once(row: PriceRow) -> bool:
    """Whether there is nothing to gain from a second copy."""
    return row.price_list.kind in (PriceList.Kind.DOWNLOAD, PriceList.Kind.GALLERY)


def copies_of(row: PriceRow, item: CartItem, more: int) -> int:
    there = item.quantity if item.pk else 0
    return 1 if is_once(row) else limits.check_quantity(there + more)


def row_of(row_public_id: str) -> PriceRow:
    row: PriceRow | None = None
    if public_id.is_one(row_public_id):
        rows = PriceRow.objects.select_related("price_list")
        row = rows.filter(public_id=row_public_id).first()
    if row is None:
        raise NoSuchPhoto(_("This is not sold here."))
    return row


# (gallery id, photo id)
Subject = tuple[int | None, int | None]


def _subject(
    viewer: gallery.Viewer, row: PriceRow, gallery_public_id: str | None, photo: str | None
) -> Subject:
    """What the row is bought for: a photo of a gallery, a gallery, or nothing of the kind."""
    if row.price_list.is_of_files:
        place, (seen,) = _seen(viewer, gallery_public_id or "", {photo or ""})
        return place, seen
    if row.price_list.kind == PriceList.Kind.GALLERY or gallery_public_id:
        return _seen(viewer, gallery_public_id or "", set())[0], None
    return None, None


def _seen(
    viewer: gallery.Viewer, gallery_public_id: str, photos: set[str]
) -> tuple[int, list[int]]:
    """Raises ``NoSuchPhoto`` unless all of them can be seen there."""
    named = [gallery_public_id, *photos]
    found = None
    if all(public_id.is_one(name) for name in named):
        found = gallery.find_photos(
            viewer=viewer, gallery_public_id=gallery_public_id, photo_public_ids=photos
        )
    if found is None or len(found[1]) < len(photos):
        raise NoSuchPhoto(_("There is no such photo here."))
    return found[0].pk, [photo.pk for photo in found[1]]


def line_of(cart: Cart, row: PriceRow, of: Subject, choices: list[str], at: datetime) -> CartItem:
    """The line of exactly this, or a new one that is not saved yet."""
    what = {"row": row, "gallery_id": of[0], "photo_id": of[1], "choices": choices}
    same: CartItem | None = cart.items.filter(**what).first()
    return same or CartItem(cart=cart, added_at=at, quantity=1, **what)
