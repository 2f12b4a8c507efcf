"""Whose name and look pages of selling show: of the brand that galleries, cart or order wear."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.http import Http404, HttpRequest

from modules.commerce.models import Cart
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts import visitors
from safelight.kernel import public_id
from safelight.site import brands


def entered(
    request: HttpRequest, gallery: str, photos: Collection[str] = ()
) -> tuple[Gallery, list[Photo]]:
    """The gallery that this person may enter, and those of the photos that it has; else 404.

    From here on the page wears the gallery's brand.
    """
    found = None
    if public_id.is_one(gallery):
        found = galleries.find_photos(
            viewer=galleries.viewer_of(request), gallery_public_id=gallery,
            photo_public_ids=[named for named in photos if public_id.is_one(named)],
        )  # fmt: skip
    return _worn(request, found)


def entered_for_picked(
    request: HttpRequest, gallery: str, *, besides: Collection[int]
) -> tuple[Gallery, list[Photo]]:
    """As ``entered``, with the photos that this visitor picked there, and those with these ids."""
    found = None
    if public_id.is_one(gallery):
        found = galleries.picked(
            viewer=galleries.viewer_of(request), visitor=visitors.current(request),
            gallery_public_id=gallery, besides=besides,
        )  # fmt: skip
    return _worn(request, found)


def _worn(
    request: HttpRequest, found: tuple[Gallery, list[Photo]] | None
) -> tuple[Gallery, list[Photo]]:
    if found is None:
        raise Http404
    brands.dress(request, found[0].worn_brand_id)
    return found


def as_cart(request: HttpRequest, cart: Cart | None) -> None:
    """The page wears the brand of all that lies in the cart, where it is one."""
    if cart is not None:
        ids = cart.items.filter(gallery__isnull=False).values_list("gallery", flat=True)
        brands.dress(request, partial(galleries.brand_of_all, gallery_ids=ids))
