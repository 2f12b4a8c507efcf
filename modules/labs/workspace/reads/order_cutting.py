"""Which part of a photo is printed, as a rectangle on the photo as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.commerce.facade import framing
from modules.gallery import facade as gallery
from modules.labs.models import LabOrder, LabPiece
from modules.labs.services.printing import wanting

# Of the rectangle's units for a side of the photo.
SIDE = 1000


@dataclass(frozen=True)
class Cut:
    """In thousandths of the photo's sides, for an SVG of ``SIDE`` by ``SIDE``."""

    left: int
    top: int
    width: int
    height: int

    @property
    def path(self) -> str:
        """Everything but the part that is printed, as an SVG path to be filled by even-odd."""
        right, bottom = self.left + self.width, self.top + self.height
        return f"M0 0H{SIDE}V{SIDE}H0ZM{self.left} {self.top}H{right}V{bottom}H{self.left}Z"


def of(lab_order: LabOrder, pieces: Sequence[LabPiece]) -> dict[int, Cut]:
    """By the id of the piece, as far as its photo is there."""
    wanted = wanting.of_pieces(pieces)
    photos = gallery.photos(ids=[p.item.photo_id for p in pieces if p.item.photo_id])
    found = {}
    for piece in pieces:
        photo, paper = photos.get(piece.item.photo_id or 0), wanted.get(piece.pk)
        if photo is None or not photo.width or not photo.height:
            continue
        part = framing.read(piece.item.framing)
        if part is None and paper is not None:
            part = framing.centred((photo.width, photo.height), paper.pixels)
        if part is not None and part.fit == "crop":
            found[piece.pk] = cut(part)
    return found


def cut(part: framing.Framing) -> Cut:
    """The part is of the photo once it is turned, clockwise: turned back here."""
    left, top, width, height = part.left, part.top, part.width, part.height
    if part.turned == 90:
        left, top, width, height = top, 1 - left - width, height, width
    elif part.turned == 180:
        left, top = 1 - left - width, 1 - top - height
    elif part.turned == 270:
        left, top, width, height = 1 - top - height, left, height, width
    return Cut(*(round(SIDE * each) for each in (left, top, width, height)))
