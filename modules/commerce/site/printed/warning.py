"""What a buyer has to know about a print before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.commerce import framing
from modules.commerce.models import CartItem
from modules.commerce.services.offers import prints
from modules.commerce.services.offers.prints import Print
from modules.commerce.services.quoting import QuotedLine
from modules.commerce.sharpness import Sharpness
from modules.commerce.site.printed import cut
from modules.commerce.site.printed.cut import Cut
from modules.gallery import facade as gallery

# Percent of a photo's area: with more, somebody may miss a head.
MUCH = 15


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A line as it will be on paper. ``lost``: percent of the photo that is not on it."""

    cut: Cut | None
    lost: int
    sharpness: Sharpness
    is_chosen: bool
    has_border: bool

    @property
    def is_too_small(self) -> bool:
        return self.sharpness == Sharpness.TOO_SMALL

    @property
    def is_cut_much(self) -> bool:
        """Nobody has looked at it, and a good part of the photo goes."""
        return not self.is_chosen and self.lost > MUCH

    @property
    def wants_a_look(self) -> bool:
        return self.is_too_small or self.is_cut_much


def of_lines(
    lines: Sequence[QuotedLine], thumbs: Mapping[int, gallery.Thumb]
) -> dict[int, Printed]:
    """By the id of the cart's line, those that are prints of a known size."""
    asked = {
        line.item.pk: line.item for line in lines if line.item.row_id and line.item.photo_id
    }  # fmt: skip
    wanted = {pk: prints.wanted(item) for pk, item in asked.items()}
    papers = prints.of([(item.row, wanted[pk]) for pk, item in asked.items() if item.row])
    photos = gallery.photos(ids={item.photo_id for item in asked.values() if item.photo_id})
    found = {}
    for pk, item in asked.items():
        paper, photo = papers.get(wanted[pk]), photos.get(item.photo_id or 0)
        if paper is not None and photo is not None and photo.width and photo.height:
            thumb = thumbs.get(item.photo_id or 0)
            found[pk] = of(item, paper, (photo.width, photo.height), thumb)
    return found


def of(
    item: CartItem, paper: Print, photo: tuple[int, int], thumb: gallery.Thumb | None
) -> Printed:
    chosen = framing.read(item.framing)
    part = chosen or paper.standard(photo)
    return Printed(
        cut=cut.of(thumb, part, paper.area),
        lost=paper.lost(part, photo),
        sharpness=paper.sharpness(part, photo),
        is_chosen=chosen is not None,
        has_border=part.fit == "border",
    )
