"""By what a report's rows are kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, LiteralString

from django.utils.translation import gettext_lazy as _

from modules.agency.services.reports import positions


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """``key`` and ``label`` are SQL over the positions ``p``; an empty key is of what has none.

    ``none``: what that row is called. ``parts_shipping``: shipping is a row of its own, since no
    photo and no gallery was sent alone.
    """

    name: str
    title: Any
    key: LiteralString
    label: LiteralString
    joins: LiteralString = ""
    none: Any = ""
    parts_shipping: bool = True
    # Whether lines are parted by whose work they are (``positions.WITH_WHOSE``).
    is_whose: bool = False

    @property
    def begin(self) -> str:
        """The common table expressions that ``source`` is in."""
        return positions.WITH_WHOSE if self.is_whose else positions.WITH

    @property
    def source(self) -> str:
        """Positions as ``p``, with what ``key`` and ``label`` name."""
        return f"{'whose p' if self.is_whose else 'p'} {self.joins}"

    @property
    def keyed(self) -> str:
        """The key of each position, never NULL."""
        if not self.parts_shipping:
            return f"coalesce({self.key}, '')"
        return f"CASE WHEN p.kind = 'shipping' THEN p.kind ELSE coalesce({self.key}, '') END"


# What was charged under a name of its own is kept apart by it.
_PRODUCT: LiteralString = """
CASE WHEN price.id IS NULL AND p.kind = 'product' THEN left(md5(p.called), 22)
ELSE coalesce(price.public_id, p.kind) END
"""
_PRODUCT_NAME: LiteralString = """
CASE WHEN price.id IS NULL AND p.kind = 'product' THEN p.called
WHEN price.id IS NULL THEN NULL ELSE concat_ws(' · ', list.name, price.name) END
"""

ALL = {
    each.name: each
    for each in (
        Dimension(
            name="photographer", title=_("Photographer"), none=_("No photographer"), is_whose=True,
            joins="LEFT JOIN agency_contributor contributor ON contributor.id = p.contributor_id",
            key="contributor.public_id", label="contributor.name",
        ),
        Dimension(
            name="library", title=_("Library"), none=_("In no library"), is_whose=True,
            joins="LEFT JOIN agency_library library ON library.id = p.library_id",
            key="library.public_id", label="library.name",
        ),
        Dimension(
            name="client", title=_("Client"), parts_shipping=False,
            # An e-mail address has no place in the address of a page.
            key="left(encode(sha256(convert_to(p.email, 'UTF8')), 'hex'), 22)",
            label="coalesce(nullif(p.name, ''), p.email)",
        ),
        Dimension(
            name="gallery", title=_("Gallery"), none=_("No gallery"),
            joins="LEFT JOIN gallery_gallery gallery ON gallery.id = p.gallery_id",
            key="gallery.public_id", label="gallery.title",
        ),
        Dimension(
            name="product", title=_("Product"),
            joins="LEFT JOIN commerce_pricerow price ON price.id = p.row_id"
            " LEFT JOIN commerce_pricelist list ON list.id = price.price_list_id",
            key=_PRODUCT, label=_PRODUCT_NAME,
        ),
        Dimension(
            name="month", title=_("Month"), parts_shipping=False,
            key="to_char(p.placed_at AT TIME ZONE %(zone)s, 'YYYY-MM')",
            label="to_char(p.placed_at AT TIME ZONE %(zone)s, 'YYYY-MM')",
        ),
    )
}  # fmt: skip
