"""What a print file is made from; the same recipe is the same file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from modules.commerce.facade import framing
from modules.gallery.facade import PhotoFacts
from modules.labs.models import LabPiece
from modules.labs.services.printing import laying
from modules.labs.services.printing.wanting import AREA, PPI, Wanted
from safelight.imaging import PrintSpec

# Raised when the same recipe comes to other pixels than before.
_EDITION = 1


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """``version_id``: the photo's newest file when it was asked for; the rest as ``PrintSpec``."""

    version_id: int
    area: str
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    turned: int
    border: bool
    ppi: int

    @property
    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def digest(self) -> str:
        written = json.dumps({**self.stored, "edition": _EDITION}, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def spec(self) -> PrintSpec:
        return PrintSpec(
            size=self.size, box=self.box, turned=self.turned, border=self.border, ppi=self.ppi
        )


def of(*, piece: LabPiece, photo: PhotoFacts | None, wanted: Wanted | None) -> Recipe | None:
    """The recipe of a piece with its photo as it is now; None where there is no file of it.

    Raises ``framing.BadFraming`` for a crop that nobody can have chosen.
    """
    if photo is None or photo.version_id is None or not photo.width or not photo.height:
        return None
    laid = laying.lay(
        photo=(photo.width, photo.height),
        wanted=wanted.pixels if wanted else None,
        framed=framing.read(piece.item.framing),
    )
    return Recipe(
        version_id=photo.version_id,
        area=wanted.area if wanted else AREA,
        size=laid.size,
        # As much as a framing keeps: the same crop is the same file, however it was reckoned.
        box=(*(round(side, 7) for side in laid.box),),  # type: ignore[arg-type]
        turned=laid.turned,
        border=laid.border,
        ppi=wanted.ppi if wanted else PPI,
    )


def read(stored: dict[str, Any]) -> Recipe:
    left, top, right, bottom = stored["box"]
    width, height = stored["size"]
    return Recipe(**{**stored, "box": (left, top, right, bottom), "size": (width, height)})
