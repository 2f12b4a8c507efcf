"""Twenty prints of ten photos: what the lab wants, what the client framed, what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from modules.commerce.models import OrderItem
from modules.gallery.facade import PhotoFacts
from modules.labs.models import LabPiece, LabProduct
from modules.labs.services.printing import recipes, wanted
from modules.labs.services.printing.recipes import Recipe

Size = tuple[int, int]
#: The ten photos by name, with their pixels as shown.
PHOTOS: dict[str, Size] = {
    "landscape": (900, 600), "portrait": (600, 900), "panorama": (1600, 400), "square": (700, 700),
    "rotated": (600, 900), "cmyk": (900, 600), "adobe rgb": (900, 600), "prophoto": (600, 900),
    "grey": (800, 600), "sixteen bits": (900, 600),
}  # fmt: skip


@dataclass(frozen=True)
class Print:
    """A product of a lab in a client's order, and the pixels that its file must have."""

    photo: str
    name: str
    size: Size
    pixels: Size | None = None
    paper: Size = (0, 0)
    wrap: int = 0
    framing: dict[str, Any] = field(default_factory=dict)

    def recipe(self, shown: Size) -> Recipe:
        """As the order of it would have it, for a photo of these pixels."""
        variants = [{"attributes": {}, "pixels": {"default": self.pixels}}] if self.pixels else []
        product = LabProduct(
            width=self.paper[0], height=self.paper[1], wrap=self.wrap, variants=variants
        )
        facts = PhotoFacts(
            id=1, public_id="", name="", state="FINAL", version_id=1, is_ready=True,
            width=shown[0], height=shown[1],
        )  # fmt: skip
        piece = LabPiece(item=OrderItem(framing=self.framing))
        made = recipes.of(piece=piece, photo=facts, wanted=wanted(product=product, attributes={}))
        assert made is not None
        return made


def _part(left: float, top: float, width: float, height: float, **more: Any) -> dict[str, Any]:
    return {"left": left, "top": top, "width": width, "height": height, **more}


_WHOLE = _part(0, 0, 1, 1)
PRINTS = [
    Print("landscape", "Print 10 × 15 cm", (1772, 1181), paper=(100, 150)),
    Print("landscape", "Print 8 × 10 in, right side", (750, 600), (600, 750),
          framing=_part(0.1667, 0, 0.8333, 1)),
    Print("landscape", "Print, a high part of it", (600, 750), (600, 750),
          framing=_part(0.3, 0.1, 0.4, 0.75)),
    Print("portrait", "Print 13 × 18 cm", (1535, 2126), paper=(180, 130)),
    Print("portrait", "Canvas, black edge", (761, 761), (761, 761)),
    Print("portrait", "Canvas, photo round the edge", (1068, 1068), (1068, 1068)),
    Print("panorama", "Panorama 20 × 60 cm", (1500, 500), (500, 1500)),
    Print("panorama", "Fine art with border", (1200, 900), (900, 1200),
          framing={**_WHOLE, "fit": "border"}),
    Print("panorama", "Mug", (1335, 550), (1335, 550), framing=_part(0.25, 0, 0.6, 1)),
    Print("square", "Acrylic 30 × 30 cm", (900, 900), (900, 900)),
    Print("square", "Puzzle", (1000, 750), (1000, 750)),
    Print("rotated", "Framed print, 20 × 30 cm", (800, 1200), (800, 1200)),
    Print("rotated", "Print, turned by the client", (1200, 800), (800, 1200),
          framing={**_WHOLE, "turned": 90}),
    Print("cmyk", "Poster 50 × 70 cm", (1400, 1000), (1000, 1400)),
    Print("cmyk", "Print, turned on its head", (750, 600), (600, 750),
          framing=_part(0.05, 0.1, 0.8, 0.9, turned=180)),
    Print("adobe rgb", "Metal 40 × 60 cm", (1200, 800), (800, 1200)),
    Print("prophoto", "Fine art A4", (877, 1240), (877, 1240)),
    Print("prophoto", "Square with border", (800, 800), (800, 800),
          framing={**_WHOLE, "fit": "border", "turned": 270}),
    Print("grey", "Canvas 6 × 8 cm and 8 mm edge", (1134, 898), paper=(60, 80), wrap=8),
    Print("sixteen bits", "Wood 20 × 20 cm", (600, 600), (600, 600)),
]  # fmt: skip
