"""Which part of a photo is on the paper: the crop that a client or the studio chose for a print.

The photo is turned first, then a rectangle is cut out of it. Its sides are fractions of the turned
photo, so that the same framing holds for every rendition and for a version that is uploaded later.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal

TURNS = (0, 90, 180, 270)
# Nobody prints less than this much of a side.
SMALLEST = 0.02


class BadFraming(Refusal):
    code = "bad_framing"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Framing:
    """``left``, ``top``, ``width``, ``height`` from 0 to 1; ``turned`` in degrees, clockwise.

    With ``fit`` "border" the whole photo is on the paper with white beside it, and the rectangle is
    the whole.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    turned: int = 0
    fit: Literal["crop", "border"] = "crop"

    def stored(self) -> dict[str, Any]:
        return {
            "left": round(self.left, 6),
            "top": round(self.top, 6),
            "width": round(self.width, 6),
            "height": round(self.height, 6),
            "turned": self.turned,
            "fit": self.fit,
        }

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) in a photo of this size as shown, once it is turned."""
        if self.turned in (90, 270):
            width, height = height, width
        left, top = round(self.left * width), round(self.top * height)
        right = min(width, max(left + 1, round((self.left + self.width) * width)))
        bottom = min(height, max(top + 1, round((self.top + self.height) * height)))
        return left, top, right, bottom


def read(stored: Mapping[str, Any]) -> Framing | None:
    """The framing of a cart line or item; None where the middle of the photo is meant.

    Raises ``BadFraming`` for what is none: it comes from a form or a program.
    """
    if not stored:
        return None
    try:
        numbers = {name: float(stored[name]) for name in ("left", "top", "width", "height")}
        turned, fit = int(stored.get("turned", 0)), stored.get("fit", "crop")
    except (KeyError, TypeError, ValueError):
        raise BadFraming(_("This is no part of the photo. Choose it once more.")) from None
    inside = all(
        math.isfinite(number) and -1e-6 <= number <= 1 + 1e-6 for number in numbers.values()
    )
    wide = numbers["left"] + numbers["width"] <= 1 + 1e-6 and numbers["width"] >= SMALLEST
    tall = numbers["top"] + numbers["height"] <= 1 + 1e-6 and numbers["height"] >= SMALLEST
    if not (inside and wide and tall) or turned not in TURNS or fit not in ("crop", "border"):
        raise BadFraming(_("This is no part of the photo. Choose it once more."))
    return Framing(
        **{name: min(1.0, max(0.0, number)) for name, number in numbers.items()},
        turned=turned,
        fit=fit,
    )


def centred(photo: tuple[int, int], paper: tuple[float, float]) -> Framing:
    """The largest part from the middle of a photo with the paper's shape; the paper lies as the
    photo does. ``photo`` in pixels as shown, ``paper`` in any unit, whichever way round.
    """
    ratio = ratio_for(photo, paper)
    width, height = photo
    if width / height > ratio:
        part = height * ratio / width
        return Framing(left=(1 - part) / 2, width=part)
    part = width / ratio / height
    return Framing(top=(1 - part) / 2, height=part)


def ratio_for(photo: tuple[int, int], paper: tuple[float, float]) -> float:
    """Width to height of the paper, laid as the photo lies."""
    longer, shorter = max(paper), min(paper)
    return longer / shorter if photo[0] >= photo[1] else shorter / longer


def mismatch(photo: tuple[int, int], paper: tuple[float, float]) -> float:
    """How much of the longer side a crop would take off, in percent; 0 for the same shape."""
    own, wanted = photo[0] / photo[1], ratio_for(photo, paper)
    return 100 * (1 - min(own, wanted) / max(own, wanted))
