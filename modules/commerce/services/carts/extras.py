"""Putting extras of a gallery in a cart: some photos, or all that are not included."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem, PriceRow
from modules.commerce.services import offers
from modules.commerce.services.carts import limits, locking
from modules.commerce.services.carts.filling import CannotBeOrdered, NoSuchPhoto
from modules.commerce.services.deliverables import counting, extras, managed
from modules.commerce.services.deliverables.counting import Quota
from modules.gallery import facade as gallery
from safelight.accounts.models import Visitor


def put_extras(
    *,
    viewer: gallery.Viewer,
    visitor: Visitor,
    gallery_public_id: str,
    photo_public_ids: Collection[str],
    at: datetime,
) -> Cart:
    """Put these photos in the cart, one by one; what is in it already stays.

    Raises ``NoSuchPhoto``, ``CartIsFull``, and ``CannotBeOrdered`` with the sentence of
    ``offers.check`` where one of them cannot be bought now; then none is in it.
    """
    wanted = set(photo_public_ids)
    quota, photos = _quota(viewer, gallery_public_id, wanted)
    if len(photos) < len(wanted) or not wanted:
        raise NoSuchPhoto(_("There is no such photo here."))
    row = _row(managed.row_of(quota.terms.price_list))
    return _put(viewer, visitor, quota, row, list(photos.values()), at)


def put_all(
    *, viewer: gallery.Viewer, visitor: Visitor, gallery_public_id: str, at: datetime
) -> Cart:
    """Put all that is not included in the cart: at the price for all, else one by one.

    While included photos are left, the first ones of the gallery stay for nothing. Raises as above.
    """
    quota, _photos = _quota(viewer, gallery_public_id, set())
    whole = managed.row_of(quota.terms.whole_list)
    if whole is not None:
        return _put(viewer, visitor, quota, whole, [None], at)
    row = _row(managed.row_of(quota.terms.price_list))
    left_over = extras.remaining({quota.terms.gallery_id: quota})[quota.terms.gallery_id]
    photos = [photo.id for photo in left_over[quota.left or 0 :]]
    if not photos:
        raise CannotBeOrdered(_("You can download it for nothing."))
    return _put(viewer, visitor, quota, row, photos, at)


def _quota(
    viewer: gallery.Viewer, gallery_public_id: str, photos: set[str]
) -> tuple[Quota, dict[str, int]]:
    found = gallery.find_photos(
        viewer=viewer, gallery_public_id=gallery_public_id, photo_public_ids=photos
    )
    quota = counting.quota_of(gallery_id=found[0].pk) if found else None
    if found is None or quota is None:
        raise NoSuchPhoto(_("There is no such photo here."))
    return quota, {photo.public_id: photo.pk for photo in found[1]}


def _row(row: PriceRow | None) -> PriceRow:
    if row is None:
        raise CannotBeOrdered(_("This is not sold here any more."))
    return row


def _put(  # noqa: PLR0913 - each is a part of what is put in
    viewer: gallery.Viewer,
    visitor: Visitor,
    quota: Quota,
    row: PriceRow,
    photo_ids: Sequence[int | None],
    at: datetime,
) -> Cart:
    place = quota.terms.gallery_id
    # Lines that cannot be bought together are not written.
    with transaction.atomic():
        cart = locking.locked_cart(visitor)
        there = set(cart.items.filter(row=row, gallery=place).values_list("photo_id", flat=True))
        CartItem.objects.bulk_create(
            CartItem(cart=cart, row=row, gallery_id=place, photo_id=photo_id, added_at=at)
            for photo_id in photo_ids
            if photo_id not in there
        )
        limits.check_room(cart.items.count())
        _check(viewer, cart, place, row)
    return cart


def _check(viewer: gallery.Viewer, cart: Cart, place: int, row: PriceRow) -> None:
    """Note the prices that are seen now. Raises ``CannotBeOrdered`` for the first problem."""
    items = list(cart.items.filter(gallery=place, row__price_list__is_managed=True))
    checked = offers.check(viewer=viewer, items=items)
    mine = [item for item in items if item.row_id == row.pk]
    for item in mine:
        if checked[item.pk].problem:
            raise CannotBeOrdered(checked[item.pk].problem)
        item.seen_price = checked[item.pk].unit_price
    CartItem.objects.bulk_update(mine, ["seen_price"])
