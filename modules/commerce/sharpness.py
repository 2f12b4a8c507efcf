"""Whether a photo has the pixels for a print: asked before it is bought, and again by the team.

The area of a print is counted at 300 pixels an inch, so half of its pixels are 150 an inch: below
that even somebody at arm's length sees that it is not sharp.
"""

from __future__ import annotations

from enum import StrEnum

from modules.commerce.framing import Framing, centred

SOFT = 0.5
# A crop is rounded to pixels: nobody is warned for one of them.
_NEARLY = 0.995


class Sharpness(StrEnum):
    """``SOFT``: 150 to 300 pixels an inch, fine from some way off; ``TOO_SMALL``: less."""

    FINE = "fine"
    SOFT = "soft"
    TOO_SMALL = "too small"


def of(
    *, photo: tuple[int, int], area: tuple[int, int], framing: Framing | None = None
) -> Sharpness:
    """How sharp a print will be.

    ``photo`` in pixels as shown, ``area`` in pixels of the print (``hooks.Made.pixels``), whichever
    way round. Without a framing the middle of the photo is meant.
    """
    found = share(photo=photo, area=area, framing=framing)
    if found >= _NEARLY:
        return Sharpness.FINE
    return Sharpness.SOFT if found >= SOFT else Sharpness.TOO_SMALL


def share(
    *, photo: tuple[int, int], area: tuple[int, int], framing: Framing | None = None
) -> float:
    """Pixels of the photo for each pixel of the print, along a side; 1 and more need none made up.

    0 for a photo or an area without a size.
    """
    if min(*photo, *area) <= 0:
        return 0.0
    part = framing or centred(photo, area)
    width, height = photo if part.turned in (0, 180) else photo[::-1]
    across, down = width * part.width, height * part.height
    wide, high = max(area), min(area)
    if across < down:
        wide, high = high, wide
    # A crop fills the paper, so its scarcer side counts; borders leave the other side some room.
    shares = (across / wide, down / high)
    return max(shares) if part.fit == "border" else min(shares)
