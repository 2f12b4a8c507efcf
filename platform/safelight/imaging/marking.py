"""A text across a preview, again and again: it says whose picture it is, wherever it is cut.

Light letters with a dark rim, so that they are read on snow and at night. Only for previews that
were made here: nothing of a stranger's file is decoded.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

#: Degrees by which the lines rise.
ANGLE = 28
QUALITY = 84
# Of the picture's shorter side: letters, and never smaller than so many pixels.
_LETTERS, _SMALLEST = 0.052, 9
# Of the diagonal: what one text may take.
_LONGEST = 0.62
# In heights of a letter: from line to line, and from text to text.
_APART, _BETWEEN = 4.2, 2.6
# How much of the opacity the dark rim has.
_RIM = 0.55


@dataclass(frozen=True, slots=True)
class MarkSpec:
    """``opacity`` in percent. ``fonts``: the first that has all letters is taken, else the one that
    has the most; without any, Pillow's own.
    """

    text: str
    opacity: int
    fonts: tuple[Path, ...] = ()


def mark(preview: bytes, spec: MarkSpec) -> bytes:
    """The preview with the text across it, as JPEG of the same size in pixels."""
    with Image.open(io.BytesIO(preview)) as opened:
        icc = opened.info.get("icc_profile")
        picture = opened.convert("RGB")
    letters, rim = _lines(picture.size, spec)
    share = max(0, min(spec.opacity, 100)) / 100
    picture.paste((0, 0, 0), mask=rim.point(lambda value: round(value * share * _RIM)))
    picture.paste((255, 255, 255), mask=letters.point(lambda value: round(value * share)))
    written = io.BytesIO()
    options = {"icc_profile": icc} if icc else {}
    picture.save(written, "JPEG", quality=QUALITY, subsampling="4:2:0", optimize=True, **options)
    return written.getvalue()


def _lines(size: tuple[int, int], spec: MarkSpec) -> tuple[Image.Image, Image.Image]:
    """Masks of the letters and of their rim, as large as the picture."""
    width, height = size
    side = math.ceil(math.hypot(width, height))
    font = _font(spec, size)
    left, top, right, bottom = font.getbbox(spec.text)
    line = max(1, round(font.size * _APART))
    step = max(1, round(right - left + font.size * _BETWEEN))
    masks = [Image.new("L", (side, side)) for _each in range(2)]
    letters, around = (ImageDraw.Draw(mask) for mask in masks)
    stroke = max(1, round(font.size / 22))
    for row, y in enumerate(range(-line // 2, side, line)):
        # Every other line begins in between, so that no column stays free.
        for x in range(-step + (row % 2) * step // 2, side, step):
            place = (x - left, y - (top + bottom) // 2)
            letters.text(place, spec.text, fill=255, font=font)
            around.text(place, spec.text, fill=255, font=font, stroke_width=stroke)
    corner = ((side - width) // 2, (side - height) // 2)
    box = (*corner, corner[0] + width, corner[1] + height)
    turned = [mask.rotate(ANGLE, Image.Resampling.BICUBIC).crop(box) for mask in masks]
    return turned[0], ImageChops.subtract(turned[1], turned[0])


def _font(spec: MarkSpec, size: tuple[int, int]) -> ImageFont.FreeTypeFont:
    """The font at the size at which the text fits."""
    wanted = max(_SMALLEST, round(min(size) * _LETTERS))
    path = _covering(spec.fonts, spec.text)
    font = _load(path, wanted)
    longest = math.hypot(*size) * _LONGEST
    length = font.getlength(spec.text)
    if length > longest:
        font = _load(path, max(_SMALLEST, int(wanted * longest / length)))
    return font


def _covering(fonts: Sequence[Path], text: str) -> Path | None:
    letters = set(text) - {" "}
    return max(fonts, key=lambda path: _known(path, letters), default=None)


def _known(path: Path, letters: set[str]) -> int:
    """How many of the letters the font has; what it has not, it draws as one and the same box."""
    font = _load(path, 20)
    missing = bytes(font.getmask("\uffff"))
    return sum(bytes(font.getmask(letter)) != missing for letter in letters)


def _load(path: Path | None, size: int) -> ImageFont.FreeTypeFont:
    if path is not None:
        return ImageFont.truetype(str(path), size)
    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)  # Our Pillow has FreeType.
    return found
