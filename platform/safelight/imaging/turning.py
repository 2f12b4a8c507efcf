"""The right way up, and which colour space only the metadata name."""

from __future__ import annotations

from PIL import Image

from .facts import ImageFacts
from .headers.exif import Exif
from .sniff import Kind

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def turn_of(facts: ImageFacts, exif: Exif) -> int:
    """The EXIF turn still to be made: the decoders of TIFF and HEIC have turned already."""
    return 1 if facts.kind in {Kind.TIFF, Kind.HEIC} else exif.orientation


def way_of(turn: int) -> tuple[Image.Transpose, ...]:
    """What EXIF orientation ``turn`` asks to be done to the stored picture."""
    return (_TURNS[turn],) if turn in _TURNS else ()


def turned(image: Image.Image, turn: int) -> Image.Image:
    """The picture turned as EXIF orientation ``turn`` (1 to 8) asks."""
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def named_space(image: Image.Image, exif: Exif) -> str | None:
    """``adobe-rgb`` or ``display-p3`` when the metadata say so."""
    if exif.is_adobe_rgb:
        return "adobe-rgb"
    nclx = image.info.get("nclx_profile")
    # Colour primaries 12 of ITU-T H.273 are P3 with white D65.
    p3 = isinstance(nclx, dict) and nclx.get("color_primaries") == 12
    return "display-p3" if p3 else None
