"""Whether a list, and which rows of it, are offered for a photo: the one place that knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from modules.commerce import framing
from modules.commerce.models import OtherRatios, PriceList, PriceRow
from modules.gallery import facade as gallery
from modules.gallery.hooks import Shown
from modules.gallery.models import PhotoState


def against(price_list: PriceList, photo: Shown, free_states: Collection[str]) -> str:
    """The sentence why the list sells nothing of this photo now; empty where it does."""
    if price_list.offer_states and photo.state not in price_list.offer_states:
        return _("It is not sold while it is %(state)s.") % {"state": photo.state}
    if price_list.kind == PriceList.Kind.DOWNLOAD and photo.state in free_states:
        return _("You can download it for nothing.")
    return ""


def rows_of(price_list: PriceList, photo: Shown) -> tuple[PriceRow, ...]:
    """The rows that can be had of this photo."""
    return tuple(row for row in price_list.rows.all() if not against_row(price_list, row, photo))


def against_row(price_list: PriceList, row: PriceRow, photo: Shown) -> str:
    """The sentence why this photo does not fit this row; empty where it does.

    Nothing is larger than its original, and a studio may sell only prints of the photo's shape.
    """
    if not gallery.fits(photo, row.format):
        return _("This size is larger than the photo.")
    if shape_differs(price_list, row, photo) and price_list.other_ratios == OtherRatios.HIDE:
        return _("This size does not have the photo's shape.")
    return ""


def shape_differs(price_list: PriceList, row: PriceRow, photo: Shown) -> bool:
    """Whether a print shows less than the whole photo, by more than the list overlooks."""
    if not (row.width and row.height and photo.width and photo.height):
        return False
    off = framing.mismatch((photo.width, photo.height), (row.width, row.height))
    return off > price_list.ratio_tolerance


def waits(price_list: PriceList, photo: Shown) -> bool:
    """Whether it can be bought now and is delivered later."""
    return price_list.only_final_at_once and photo.state != PhotoState.FINAL


def whole(
    price_list: PriceList, photos: Sequence[Shown], free_states: Collection[str]
) -> list[Shown]:
    """The files that buying this gallery gives now; none where all are free to this viewer."""
    states = price_list.offer_states or PhotoState.values
    included = [photo for photo in photos if photo.state in states]
    return included if any(photo.state not in free_states for photo in included) else []


def rows_of_all(
    price_list: PriceList, photos: Sequence[Shown]
) -> tuple[PriceRow, ...]:  # fmt: skip
    """The rows of a whole gallery: what is larger than each of its files is none."""
    return tuple(
        row
        for row in price_list.rows.all()
        if any(gallery.fits(photo, row.format) for photo in photos)
    )
