"""Prints that would not be sharp, where the studio sells none (``CommerceSettings``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from modules.commerce import framing
from modules.commerce.hooks import Wanted
from modules.commerce.models import CartItem, PriceRow
from modules.commerce.services.offers import prints
from modules.commerce.services.offers.prints import Print
from modules.commerce.settings import CommerceSettings
from modules.commerce.sharpness import Sharpness
from modules.gallery import facade as gallery
from safelight.site import selectors as site

Photos = Mapping[tuple[int, int], gallery.PhotoFacts]


class Sharp:
    """What the papers of these lines want, read once; nothing is where every print is sold.

    ``rows`` by id, ``photos`` by gallery and photo.
    """

    def __init__(
        self, items: Sequence[CartItem], rows: Mapping[int, PriceRow], photos: Photos
    ) -> None:
        self.photos, self.papers = photos, dict[Wanted, Print]()
        if site.module_settings("commerce", CommerceSettings).refuse_small_prints:
            asked = [item for item in items if item.photo_id and item.row_id in rows]
            self.papers = prints.of([(rows[i.row_id or 0], prints.wanted(i)) for i in asked])

    def against(self, item: CartItem) -> str:
        """The sentence why this line would not be sharp enough; empty where it is."""
        paper = self.papers.get(prints.wanted(item))
        photo = self.photos.get(item.pair) if item.photo_id else None
        if paper is None or photo is None or not photo.width or not photo.height:
            return ""
        size = (photo.width, photo.height)
        part = framing.read(item.framing) or paper.standard(size)
        if paper.sharpness(part, size) != Sharpness.TOO_SMALL:
            return ""
        return _("Too few pixels for this size. Choose a smaller one, or more of the photo.")
