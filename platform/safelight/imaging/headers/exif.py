"""EXIF (CIPA DC-008) through the bounded directory reader: nothing here trusts a pointer."""

from __future__ import annotations

from dataclasses import dataclass, field

from safelight.imaging.refusals import Damaged

from . import ifd
from .reading import Source

Tags = dict[int, "tuple[ifd.Value, ...] | bytes"]

ORIENTATION = 0x0112
_EXIF, _GPS, _INTEROP, _INDEX = 0x8769, 0x8825, 0xA005, 0x0001


@dataclass(frozen=True, slots=True)
class Exif:
    """The four directories; each is empty when absent or broken."""

    main: Tags = field(default_factory=dict)
    exif: Tags = field(default_factory=dict)
    gps: Tags = field(default_factory=dict)
    interop: Tags = field(default_factory=dict)

    @property
    def orientation(self) -> int:
        """1 to 8; anything else in the file counts as 1."""
        value = ifd.whole(self.main, ORIENTATION)
        return value if value is not None and 1 <= value <= 8 else 1

    @property
    def is_adobe_rgb(self) -> bool:
        """Whether the camera marked AdobeRGB the DCF way: interoperability index R03."""
        index = self.interop.get(_INDEX)
        return isinstance(index, bytes) and index[:3] == b"R03"

    @property
    def has_position(self) -> bool:
        """Whether a latitude or longitude is recorded."""
        return bool({0x0002, 0x0004} & self.gps.keys())


def parse(block: Source) -> Exif:
    """Read an EXIF block (with or without its ``Exif`` prefix) or a TIFF file's own tags."""
    if block[:6] == b"Exif\x00\x00":
        block = block[6:]
    try:
        shape = ifd.layout(block)
        main = ifd.directory(block, shape, shape.first)
    except Damaged:
        return Exif()
    exif = _below(block, shape, main, _EXIF)
    return Exif(
        main=main,
        exif=exif,
        gps=_below(block, shape, main, _GPS),
        interop=_below(block, shape, exif, _INTEROP),
    )


def _below(block: Source, shape: ifd.Layout, tags: Tags, pointer: int) -> Tags:
    at = ifd.whole(tags, pointer)
    if at is None:
        return {}
    try:
        return ifd.directory(block, shape, at)
    except Damaged:
        return {}
