"""Whether a list, and which rows of it, are offered for a photo: the one place that knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from modules.commerce.models import PriceList, PriceRow
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
    """The rows that can be had of this photo; none is larger than its original."""
    return tuple(row for row in price_list.rows.all() if gallery.fits(photo, row.format))


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
