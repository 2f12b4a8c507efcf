"""What the page needs for choosing the part of a photo that is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.http import HttpRequest

from modules.commerce.framing import Framing
from modules.commerce.services.offers.prints import Print
from modules.gallery import facade as gallery


@dataclass(frozen=True, kw_only=True)
class Editor:
    """``width`` and ``height``: pixels of the photo as shown. ``papers``: by the row's public id.

    ``chosen``: what was chosen so far, on a page about a single line.
    """

    photo: gallery.Thumb
    width: int
    height: int
    papers: Mapping[str, Print]
    chosen: Framing | None = None

    @property
    def stored(self) -> str:
        return json.dumps(self.chosen.stored()) if self.chosen else ""

    @property
    def described(self) -> str:
        """The papers, as the script on the page reads them."""
        return json.dumps({name: asdict(paper) for name, paper in self.papers.items()})

    @property
    def may_border(self) -> bool:
        return any(each.border for each in self.papers.values())


def of_photo(
    request: HttpRequest,
    pair: tuple[int, int],
    papers: Mapping[str, Print],
    *,
    chosen: Framing | None = None,
) -> Editor | None:
    """None where there is nothing to choose, or no picture of the photo to choose it on."""
    if not papers:
        return None
    thumb = gallery.thumbnails(request=request, pairs=[pair], large=True).get(pair[1])
    photo = gallery.photos(ids=[pair[1]]).get(pair[1])
    if thumb is None or photo is None or not photo.width or not photo.height:
        return None
    return Editor(
        photo=thumb, width=photo.width, height=photo.height, papers=papers, chosen=chosen
    )  # fmt: skip
