"""Writes TIFF 6.0: eight or sixteen bits, plain or deflated, with its metadata.

Pillow's own writer packs nothing where it carries EXIF directories, and knows no sixteen bits of
colour; only its directories are used here.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from .deep import Deep, shifted

#: Rows that are packed together: about a megabyte for a photo of 24 megapixels.
_ROWS = 64
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIPS, _SAMPLES, _ROWS_A_STRIP, _SIZES, _PREDICTOR = 273, 277, 278, 279, 317
_INKS = {1: 1, 3: 2, 4: 5}  # channels to photometric interpretation: grey, RGB, CMYK
_XMP, _IPTC, _ICC = 700, 33723, 34675
_DEFLATE, _DIFFERENCES = 8, 2


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a copy carries beside its pixels; empty parts are left out."""

    exif: Image.Exif
    xmp: bytes
    iptc: bytes
    icc: bytes


def write(out: Path, picture: Image.Image | Deep, blocks: Blocks, *, packed: bool) -> None:
    """Write ``picture`` (of mode L, RGB or CMYK, or deep) to ``out``."""
    strips = _strips(picture, packed)
    directory = ImageFileDirectory_v2(prefix=b"II")
    for tag, value in _tags(picture, strips, blocks, packed).items():
        directory[tag] = value
    with out.open("wb") as file:
        directory.save(file)
        file.writelines(strips)


def _tags(
    picture: Image.Image | Deep, strips: list[bytes], blocks: Blocks, packed: bool
) -> dict[int, Any]:
    is_deep = isinstance(picture, Deep)
    channels = len(picture.bands) if isinstance(picture, Deep) else len(picture.getbands())
    starts = [0]
    for strip in strips[:-1]:
        starts.append(starts[-1] + len(strip))
    tags: dict[int, Any] = dict(blocks.exif)
    tags |= {
        _WIDTH: picture.size[0],
        _HEIGHT: picture.size[1],
        _BITS: (16 if is_deep else 8,) * channels,
        _COMPRESSION: _DEFLATE if packed else 1,
        _PHOTOMETRIC: _INKS[channels],
        _STRIPS: tuple(starts),
        _SAMPLES: channels,
        _ROWS_A_STRIP: _ROWS,
        _SIZES: tuple(map(len, strips)),
    }
    if packed:
        tags[_PREDICTOR] = _DIFFERENCES
    words = {_XMP: blocks.xmp, _IPTC: blocks.iptc, _ICC: blocks.icc}
    return tags | {tag: value for tag, value in words.items() if value}


def _strips(picture: Image.Image | Deep, packed: bool) -> list[bytes]:
    width, height = picture.size
    made = []
    for top in range(0, height, _ROWS):
        bottom = min(top + _ROWS, height)
        if isinstance(picture, Deep):
            data = picture.bytes_of(top, bottom, differences=packed)
        else:
            rows = picture.crop((0, top, width, bottom))
            if packed:
                rows = ImageChops.subtract_modulo(rows, shifted(rows))
            data = rows.tobytes()
        made.append(zlib.compress(data, 6) if packed else data)
    return made
