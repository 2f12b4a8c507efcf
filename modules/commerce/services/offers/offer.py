"""A list as it is offered for one thing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import PriceList, PriceRow


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What one list sells of a photo, of a whole gallery, or by itself.

    ``rows`` are those that can be had; options and their choices are the list's own, prefetched.
    ``left`` is None where there is no limit. ``waits``: it can be bought, and comes when FINAL.
    ``photos`` is how many files a whole gallery holds now.
    """

    price_list: PriceList
    rows: tuple[PriceRow, ...]
    left: int | None = None
    waits: bool = False
    photos: int = 0

    @property
    def is_sold_out(self) -> bool:
        return self.left == 0

    @property
    def stock_words(self) -> str:
        """What the client reads of the stock: nothing, "more than", the number, or sold out."""
        if self.left is None:
            return ""
        if self.is_sold_out:
            return _("Sold out")
        threshold = self.price_list.stock_shown_from
        if threshold is None:
            return ""
        if self.left > threshold:
            return _("More than %(number)d left") % {"number": threshold}
        return ngettext("%(number)d left", "%(number)d left", self.left) % {"number": self.left}

    @property
    def lowest(self) -> int:
        """The cheapest of its rows, without extras; minor units."""
        return min(row.amount for row in self.rows)
