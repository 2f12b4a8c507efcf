"""How many pixels a print wants: what its lab says, else its size on paper at 300 an inch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from modules.commerce.models import PriceRow
from modules.labs.models import LabPiece, LabProduct, LabRow
from safelight.imaging.printing import MOST_PIXELS

PPI = 300
MM_AN_INCH = 25.4
AREA = "default"
Millimetres = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One area of a product, the part that goes round an edge (``wrap``) included.

    ``area`` is the lab's name of it; pixels, whichever way round; ``ppi``: pixels an inch.
    """

    area: str
    width: int
    height: int
    ppi: int

    @property
    def pixels(self) -> tuple[int, int]:
        return self.width, self.height


def wanted(
    *,
    product: LabProduct | None,
    attributes: Mapping[str, str],
    paper: Millimetres | None = None,
) -> Wanted | None:
    """What a product with these attributes wants; ``paper`` where it says no size of its own.

    None where nobody says anything: the photo is then sent with the pixels that it has.
    """
    paper = _paper(product) or paper
    area, pixels = _said(product, attributes) if product else (AREA, None)
    wrap = product.wrap if product else 0
    inches = max(_with_wrap(paper, wrap)) / MM_AN_INCH if paper else 0
    if pixels:
        ppi = round(max(pixels) / inches) if inches else PPI
        return Wanted(area=area, width=pixels[0], height=pixels[1], ppi=max(1, ppi))
    if not paper:
        return None
    return _of_paper(_with_wrap(paper, wrap), area)


def of_row(*, row: PriceRow, attributes: Mapping[str, str]) -> Wanted | None:
    """Of a price row, as far as it says which product of a lab it is; two queries at most."""
    made = LabRow.objects.filter(row=row).select_related("product").first()
    product = made.product if made else None
    chosen = {**made.attributes, **attributes} if made else attributes
    return wanted(product=product, attributes=chosen, paper=paper_of(row))


def of_pieces(pieces: Iterable[LabPiece]) -> dict[int, Wanted | None]:
    """Of pieces of lab orders, by id; one query for their products."""
    listed = list(pieces)
    found = {
        (product.connection_id, product.sku): product
        for product in LabProduct.objects.filter(
            connection__in={piece.lab_order.connection_id for piece in listed},
            sku__in={piece.sku for piece in listed},
        )
    }
    return {
        piece.pk: wanted(
            product=found.get((piece.lab_order.connection_id, piece.sku)),
            attributes=piece.attributes,
            paper=paper_of(piece.item.line.row),
        )
        for piece in listed
    }


def paper_of(row: PriceRow | None) -> Millimetres | None:
    if row is None or not row.width or not row.height:
        return None
    return row.width, row.height


def _paper(product: LabProduct | None) -> Millimetres | None:
    if product is None or not product.width or not product.height:
        return None
    return product.width, product.height


def _with_wrap(paper: Millimetres, wrap: int) -> Millimetres:
    return paper[0] + 2 * wrap, paper[1] + 2 * wrap


def _of_paper(paper: Millimetres, area: str) -> Wanted:
    """At 300 pixels an inch; fewer where paper is so large that nobody could make the file."""
    square = paper[0] * paper[1] / MM_AN_INCH**2
    ppi = min(PPI, math.floor(math.sqrt(MOST_PIXELS / square)))
    width, height = (max(1, math.floor(side / MM_AN_INCH * ppi + 0.5)) for side in paper)
    return Wanted(area=area, width=width, height=height, ppi=ppi)


def _said(product: LabProduct, attributes: Mapping[str, str]) -> tuple[str, tuple[int, int] | None]:
    """The area that the lab names and its pixels: of the variant that was chosen.

    Where the choice leaves several, the one with most pixels: too few could not be printed.
    """
    chosen = product.variants_with(attributes) or product.variants
    sizes = [found for each in chosen if (found := _area(each.get("pixels", {})))]
    if not sizes:
        return AREA, None
    area, width, height = max(sizes, key=lambda found: found[1] * found[2])
    return area, (width, height)


def _area(pixels: Mapping[str, Any]) -> tuple[str, int, int] | None:
    """The area for the photo: ``default``, or the first that is named."""
    name = AREA if AREA in pixels else next(iter(sorted(pixels)), "")
    width, height = (int(side) for side in pixels.get(name, (0, 0)))
    return (name, width, height) if width > 0 and height > 0 else None
