"""What the fake Prodigi makes: sizes, choices, pixels, and where it is sent.

The canvas of 10 by 10 inches is the one of Prodigi's reference, pixels included; the others follow
its proportions. SKUs are of Prodigi's kind; prices are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

EU = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
     "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)  # fmt: skip
EVERYWHERE = EU | {"GB", "US", "CA", "AU", "NZ", "CH", "NO", "JP"}
NEAR = EU | {"GB", "CH", "NO", "US"}
FLAT, TUBE, PARCEL, BULKY = "flat", "tube", "parcel", "bulky"
WRAPS = ("Black", "ImageWrap", "MirrorWrap", "White")
# Of the reference: 1522 pixels for 10 inches, 2137 where the image goes round the edge.
CANVAS_DPI, CANVAS_EDGE = 152.2, 615


@dataclass(frozen=True, kw_only=True)
class Product:
    """``width`` and ``height`` in ``units``; ``pence`` is what one costs in GBP.

    ``areas``: pixels of each place that is printed on; the first one is needed.
    """

    sku: str
    description: str
    width: float
    height: float
    units: str = "in"
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    areas: Mapping[str, tuple[int, int]]
    packing: str = FLAT
    pence: int
    ships_to: frozenset[str] = EVERYWHERE

    def variants(self) -> Iterator[tuple[dict[str, str], dict[str, tuple[int, int]]]]:
        """Each choice of attributes, with the pixels it wants."""
        if not self.attributes:
            yield {}, dict(self.areas)
        for name, values in self.attributes.items():
            for value in values:
                edge = CANVAS_EDGE if value == "ImageWrap" else 0
                areas = {area: (w + edge, h + edge) for area, (w, h) in self.areas.items()}
                yield {name: value}, areas

    def takes(self, attributes: Mapping[str, str]) -> bool:
        """Whether these are one of its choices; case counts as little as at the lab."""
        asked = {name.lower(): str(value).lower() for name, value in attributes.items()}
        each = (choice for choice, _areas in self.variants())
        return any(asked == {k.lower(): v.lower() for k, v in c.items()} for c in each)


def _inches(width: int, height: int, dpi: float = 300) -> dict[str, tuple[int, int]]:
    return {"default": (round(width * dpi), round(height * dpi))}


def _photo(width: int, height: int, pence: int) -> Product:
    words = f"Photo print, lustre, {round(width * 2.54)}x{round(height * 2.54)}cm"
    return Product(
        sku=f"GLOBAL-PHO-{width}X{height}", description=words, width=width, height=height,
        areas=_inches(width, height), pence=pence,
    )  # fmt: skip


def _framed(width: int, height: int, pence: int) -> Product:
    words = f"Classic frame with mount, perspex, {round(width * 2.54)}x{round(height * 2.54)}cm"
    return Product(
        sku=f"GLOBAL-CFPM-{width}X{height}", description=words, width=width, height=height,
        attributes={"color": ("black", "brown", "gold", "natural", "white")},
        areas=_inches(width - 4, height - 4), packing=BULKY, pence=pence, ships_to=NEAR,
    )  # fmt: skip


def _canvas(width: int, height: int, pence: int) -> Product:
    centimetres = f"{width * 2.5:g}x{height * 2.5:g}cm"
    return Product(
        sku=f"GLOBAL-CAN-{width}X{height}",
        description=f"Standard canvas on quality stretcher bar, {centimetres}",
        width=width, height=height, attributes={"wrap": WRAPS},
        areas=_inches(width, height, CANVAS_DPI), packing=BULKY, pence=pence,
    )  # fmt: skip


PRODUCTS = (
    _photo(4, 6, 45),
    _photo(8, 10, 195),
    _photo(8, 12, 240),
    _photo(12, 18, 595),
    Product(
        sku="GLOBAL-FAP-10X10", description="Fine art print, enhanced matte, 25x25cm",
        width=10, height=10, areas=_inches(10, 10), packing=TUBE, pence=650,
    ),
    Product(
        sku="GLOBAL-FAP-16X20", description="Fine art print, enhanced matte, 41x51cm",
        width=16, height=20, areas=_inches(16, 20), packing=TUBE, pence=1150,
    ),
    Product(
        sku="GLOBAL-FAP-A3", description="Fine art print, enhanced matte, A3",
        width=29.7, height=42, units="cm", areas={"default": (3508, 4961)}, packing=TUBE,
        pence=895,
    ),
    _framed(12, 16, 2995),
    _framed(16, 20, 3895),
    _canvas(10, 10, 1437),
    _canvas(16, 24, 2695),
    Product(
        sku="GLOBAL-ACRY-16X24", description="Acrylic prism, 4mm, 41x61cm", width=16, height=24,
        areas=_inches(16, 24, 200), packing=BULKY, pence=5495, ships_to=EU | {"GB"},
    ),
    Product(
        sku="GLOBAL-METAL-12X18", description="Aluminium print, 30x46cm", width=12, height=18,
        attributes={"finish": ("gloss", "matte")}, areas=_inches(12, 18, 250), packing=PARCEL,
        pence=3150, ships_to=NEAR,
    ),
    Product(
        sku="GLOBAL-MUG-W", description="White mug, 11oz", width=22.9, height=8.9, units="cm",
        areas={"default": (2700, 1050)}, packing=PARCEL, pence=575,
        ships_to=EU | {"GB", "US", "CA"},
    ),
    Product(
        sku="JIGSAW-PUZZLE-500", description="Jigsaw puzzle, 500 pieces in a tin, 53x39cm",
        width=53, height=39, units="cm", areas={"default": (6260, 4606), "lid": (2079, 2079)},
        packing=PARCEL, pence=1695, ships_to=EU | {"GB", "US"},
    ),
)  # fmt: skip
BY_SKU = {product.sku: product for product in PRODUCTS}
SKUS = tuple(BY_SKU)


def find(sku: str) -> Product | None:
    return BY_SKU.get(sku.upper())
