"""Where lists are offered: in a gallery with all below it, or for single photos."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from modules.commerce.models import Offering, PriceList
from modules.gallery import facade as gallery


def offer_in_gallery(*, gallery_id: int, lists: Collection[PriceList]) -> None:
    """Offer exactly these lists in the gallery; what lies above it offers is not touched."""
    # Pages are known as changed by the same commit.
    with transaction.atomic():
        here = Offering.objects.filter(gallery=gallery_id)
        here.exclude(price_list__in=lists).delete()
        Offering.objects.bulk_create(
            (Offering(price_list=each, gallery_id=gallery_id) for each in lists),
            ignore_conflicts=True,
        )
        gallery.look_changed(gallery_ids=[gallery_id])


def offer(*, price_list: PriceList, gallery_id: int) -> None:
    """Offer a list in a gallery, besides those that are offered there."""
    # As above.
    with transaction.atomic():
        Offering.objects.get_or_create(price_list=price_list, gallery_id=gallery_id)
        gallery.look_changed(gallery_ids=[gallery_id])


def end(*, price_list: PriceList, gallery_id: int) -> None:
    """Offer it there no more."""
    # As above.
    with transaction.atomic():
        Offering.objects.filter(price_list=price_list, gallery=gallery_id).delete()
        gallery.look_changed(gallery_ids=[gallery_id])


def offer_for_photo(*, photo_id: int, lists: Collection[PriceList]) -> None:
    """Offer exactly these lists of files for the photo, besides those of its galleries."""
    # As above.
    with transaction.atomic():
        Offering.objects.filter(photo=photo_id).exclude(price_list__in=lists).delete()
        _offer([photo_id], lists)
        gallery.look_changed(gallery_ids=(), photo_ids=[photo_id])


def offer_for_photos(*, photo_ids: Collection[int], lists: Collection[PriceList]) -> None:
    """Offer these lists as well for each of the photos."""
    # As above.
    with transaction.atomic():
        _offer(photo_ids, lists)
        gallery.look_changed(gallery_ids=(), photo_ids=photo_ids)


def end_for_photos(*, photo_ids: Collection[int], lists: Collection[PriceList]) -> None:
    """Offer these lists no more for each of the photos alone."""
    # As above.
    with transaction.atomic():
        Offering.objects.filter(photo__in=photo_ids, price_list__in=lists).delete()
        gallery.look_changed(gallery_ids=(), photo_ids=photo_ids)


def _offer(photo_ids: Collection[int], lists: Collection[PriceList]) -> None:
    Offering.objects.bulk_create(
        (
            Offering(price_list=each, photo_id=photo_id)
            for each in lists
            if each.is_of_files
            for photo_id in photo_ids
        ),
        ignore_conflicts=True,
    )
