"""The same print of many photos at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem, PriceRow
from modules.commerce.services import offers
from modules.commerce.services.carts import filling, limits, locking
from modules.gallery import facade as gallery
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Visitor
from safelight.kernel import public_id


@dataclass(frozen=True, kw_only=True)
class Added:
    """``left_out``: names of photos that are not sold so, and are not in the cart."""

    items: Sequence[CartItem]
    left_out: Sequence[str]


def add_many(  # noqa: PLR0913 - keyword-only, and each is a part of what was chosen
    *,
    viewer: gallery.Viewer,
    visitor: Visitor,
    gallery_public_id: str,
    photo_public_ids: Collection[str],
    row_public_id: str,
    choice_public_ids: Sequence[str],
    quantity: int,
    at: datetime,
) -> Added:
    """Put a row in the cart for each photo of which it is sold; equal lines grow by the quantity.

    Raises what ``filling.add`` raises, and ``CannotBeOrdered`` where it is sold of none of them.
    """
    quantity, row = limits.check_quantity(quantity), filling.row_of(row_public_id)
    place, photos = _seen(viewer, gallery_public_id, set(photo_public_ids))
    fitting = _fitting(viewer, place, photos, row)
    if not fitting:
        raise filling.CannotBeOrdered(_("None of these photos is sold in this size."))
    choices = sorted(set(choice_public_ids))
    # All of them, or none.
    with transaction.atomic():
        cart = locking.locked_cart(visitor)
        items = [_line(cart, row, place, photo, choices, quantity, at) for photo in fitting]
        limits.check_room(cart.items.count())
        _note_prices(viewer, items)
    taken = {photo.pk for photo in fitting}
    return Added(items=items, left_out=[each.name for each in photos if each.pk not in taken])


def _seen(
    viewer: gallery.Viewer, gallery_public_id: str, names: set[str]
) -> tuple[Gallery, list[Photo]]:
    found = None
    if names and all(public_id.is_one(name) for name in (gallery_public_id, *names)):
        found = gallery.find_photos(
            viewer=viewer, gallery_public_id=gallery_public_id, photo_public_ids=names
        )
    if found is None or len(found[1]) < len(names):
        raise filling.NoSuchPhoto(_("There is no such photo here."))
    return found


def _fitting(
    viewer: gallery.Viewer, place: Gallery, photos: Sequence[Photo], row: PriceRow
) -> list[Photo]:
    found = offers.of_photos(
        viewer=viewer, gallery_id=place.pk, photo_ids=[photo.pk for photo in photos]
    )
    return [
        photo
        for photo in photos
        if any(row in offer.rows and not offer.is_sold_out for offer in found[photo.pk])
    ]


def _line(  # noqa: PLR0913 - a line, part by part
    cart: Cart,
    row: PriceRow,
    place: Gallery,
    photo: Photo,
    choices: list[str],
    quantity: int,
    at: datetime,
) -> CartItem:
    item = filling.line_of(cart, row, (place.pk, photo.pk), choices, at)
    item.quantity = filling.copies_of(row, item, quantity)
    item.save()
    return item


def _note_prices(viewer: gallery.Viewer, items: Sequence[CartItem]) -> None:
    """Raises ``CannotBeOrdered`` with the first thing that is wrong."""
    checked = offers.check(viewer=viewer, items=items)
    for item in items:
        if checked[item.pk].problem:
            raise filling.CannotBeOrdered(f"{item.name}: {checked[item.pk].problem}")
        item.seen_price = checked[item.pk].unit_price
    CartItem.objects.bulk_update(items, ["seen_price"])
