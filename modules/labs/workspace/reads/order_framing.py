"""The part of a photo as three numbers that people can move: how near, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modules.commerce.facade import framing
from modules.gallery import facade as gallery
from modules.labs.models import LabPiece
from modules.labs.services.printing import wanting


@dataclass(frozen=True)
class Frame:
    """``photo`` in pixels as shown; ``paper`` in pixels, whichever way round."""

    photo: tuple[int, int]
    paper: tuple[int, int]
    now: framing.Framing

    @property
    def typed(self) -> dict[str, Any]:
        """``now`` as ``part`` takes it."""
        whole = self._whole(self.now.turned)
        spare_x, spare_y = 1 - self.now.width, 1 - self.now.height
        return {
            "nearness": round(100 * whole.width / self.now.width),
            "across": round(100 * self.now.left / spare_x) if spare_x > 0.001 else 50,
            "down": round(100 * self.now.top / spare_y) if spare_y > 0.001 else 50,
            "turned": self.now.turned,
            "fit": self.now.fit,
        }

    def part(self, typed: Mapping[str, Any]) -> framing.Framing:
        """The largest part at nearness 100, smaller ones beyond; always of the paper's shape."""
        turned = int(typed["turned"])
        if typed["fit"] == "border":
            return framing.Framing(turned=turned, fit="border")
        whole = self._whole(turned)
        near = typed["nearness"] / 100
        width, height = whole.width / near, whole.height / near
        return framing.Framing(
            left=(1 - width) * typed["across"] / 100,
            top=(1 - height) * typed["down"] / 100,
            width=width,
            height=height,
            turned=turned,
        )

    def _whole(self, turned: int) -> framing.Framing:
        shown = self.photo if turned in (0, 180) else self.photo[::-1]
        return framing.centred(shown, self.paper)


def of(piece: LabPiece) -> Frame | None:
    """None where the photo is gone. Paper without a size has the photo's own shape."""
    photo = gallery.photos(ids=[piece.item.photo_id or 0]).get(piece.item.photo_id or 0)
    if photo is None or not photo.width or not photo.height:
        return None
    size = (photo.width, photo.height)
    wanted = wanting.of_pieces([piece]).get(piece.pk)
    paper = wanted.pixels if wanted else size
    return Frame(size, paper, framing.read(piece.item.framing) or framing.centred(size, paper))
