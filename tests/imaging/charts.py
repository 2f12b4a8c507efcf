"""Charts that tell where a pixel was: red grows to the right, green downwards, blue is the same.

Resampling leaves such slopes as they are, so what a print must show at any place is plain sums.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import Image

BLUE = 128
#: How far a place of a photo is to the right and down, as fractions of its sides.
Place = tuple[float, float]


@cache
def chart(width: int, height: int) -> Image.Image:
    right = Image.frombytes("L", (width, 1), bytes(_level((x + 0.5) / width) for x in range(width)))
    down = Image.frombytes(
        "L", (1, height), bytes(_level((y + 0.5) / height) for y in range(height))
    )
    bands = right.resize((width, height)), down.resize((width, height))
    return Image.merge("RGB", (*bands, Image.new("L", (width, height), BLUE)))


def _level(part: float) -> int:
    return round(255 * part)


def colour_at(place: Place) -> tuple[int, int, int]:
    return _level(place[0]), _level(place[1]), BLUE


def in_box(box: tuple[float, float, float, float], place: Place) -> Place:
    """Where a place of the part ``box`` is in the whole."""
    left, top, right, bottom = box
    return left + place[0] * (right - left), top + place[1] * (bottom - top)


#: Where a place of the picture was before it was turned clockwise.
BEFORE: dict[int, Callable[[Place], Place]] = {
    0: lambda at: at,
    90: lambda at: (at[1], 1 - at[0]),
    180: lambda at: (1 - at[0], 1 - at[1]),
    270: lambda at: (1 - at[1], at[0]),
}
#: Places that are looked at: not the very edge, where a resampler has nothing to look at.
PLACES = [(x, y) for x in (0.04, 0.3, 0.5, 0.77, 0.96) for y in (0.05, 0.26, 0.6, 0.95)]


def pixel(image: Image.Image, place: Place) -> tuple[int, int, int]:
    found = image.getpixel((int(place[0] * image.width), int(place[1] * image.height)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def furthest(image: Image.Image, expected: Callable[[Place], tuple[int, int, int]]) -> int:
    """The largest difference of any channel at any of ``PLACES``."""
    worst = 0
    for place in PLACES:
        x, y = int(place[0] * image.width), int(place[1] * image.height)
        middle = (x + 0.5) / image.width, (y + 0.5) / image.height
        pairs = zip(pixel(image, place), expected(middle), strict=True)
        worst = max(worst, *(abs(one - other) for one, other in pairs))
    return worst
