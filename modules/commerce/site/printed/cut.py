"""A thumbnail that shows just what is on the paper, as an SVG of it needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from modules.commerce.framing import Framing
from modules.gallery import facade as gallery

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cut:
    """``view`` is the paper as left, top, width, height; the unit is a pixel of the thumbnail,
    after its photo is turned by ``transform``.
    """

    thumb: gallery.Thumb
    box: Box
    turned: int

    @property
    def view(self) -> str:
        return " ".join(f"{each:.2f}" for each in self.box)

    @property
    def transform(self) -> str:
        width, height = self.thumb.width, self.thumb.height
        return {
            90: f"translate({height} 0) rotate(90)",
            180: f"translate({width} {height}) rotate(180)",
            270: f"translate(0 {width}) rotate(270)",
        }.get(self.turned, "")


def of(
    thumb: gallery.Thumb | None, part: Framing | None, paper: tuple[int, int] | None = None
) -> Cut | None:
    """None without a thumbnail, or where nobody knows what is on the paper.

    ``paper``: its size in any unit, whichever way round; for a photo with a white border.
    """
    if thumb is None or part is None:
        return None
    turned = (thumb.width, thumb.height)
    width, height = turned if part.turned in (0, 180) else turned[::-1]
    if part.fit == "border" and paper:
        return Cut(thumb, _with_border(width, height, paper), part.turned)
    box = (part.left * width, part.top * height, part.width * width, part.height * height)
    return Cut(thumb, box, part.turned)


def _with_border(width: int, height: int, paper: tuple[int, int]) -> Box:
    """The smallest paper of this shape that has the whole photo on it, laid as the photo lies."""
    longer, shorter = max(paper), min(paper)
    ratio = longer / shorter if width >= height else shorter / longer
    across, down = max(width, height * ratio), max(height, width / ratio)
    return (width - across) / 2, (height - down) / 2, across, down
