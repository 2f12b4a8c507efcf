"""How a photo lies on its paper: which part of it, which way round, at which pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from modules.commerce.facade import framing

Size = tuple[int, int]
# Left, top, right, bottom in fractions of the turned photo.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Laid:
    """``size`` in pixels of the file, laid as the picture on it lies."""

    size: Size
    box: Box
    turned: int
    border: bool


def lay(*, photo: Size, wanted: Size | None, framed: framing.Framing | None) -> Laid:
    """Where the photo (pixels as shown) lies on paper of ``wanted`` pixels, whichever way round.

    A crop that has not quite the paper's shape loses a little on two sides; nothing is stretched.
    Without ``wanted`` the crop keeps its own pixels.
    """
    part = framed or framing.centred(photo, wanted or photo)
    shown = photo if part.turned in (0, 180) else photo[::-1]
    across, down = shown[0] * part.width, shown[1] * part.height
    size = wanted or (max(1, round(across)), max(1, round(down)))
    if _mismatch(size[::-1], across / down) < _mismatch(size, across / down):
        size = size[::-1]
    box = (part.left, part.top, part.left + part.width, part.top + part.height)
    if part.fit == "border":
        return Laid(size=size, box=box, turned=part.turned, border=True)
    box = _trimmed(box, across / down, size[0] / size[1])
    return Laid(size=size, box=box, turned=part.turned, border=False)


def _mismatch(size: Size, ratio: float) -> float:
    return abs(math.log(size[0] / size[1] / ratio))


def _trimmed(box: Box, ratio: float, wanted: float) -> Box:
    """The largest part from the middle of the box with the wanted width to height."""
    left, top, right, bottom = box
    if ratio > wanted:
        spare = (right - left) * (1 - wanted / ratio) / 2
        return left + spare, top, right - spare, bottom
    spare = (bottom - top) * (1 - ratio / wanted) / 2
    return left, top + spare, right, bottom - spare
