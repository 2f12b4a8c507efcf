"""WebP (RFC 9649): the RIFF container and the first picture's size."""

from __future__ import annotations

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged

from .reading import Header, Source, number, take


def read(source: Source, limits: Limits) -> Header:
    """Read the first chunk; the RIFF size must fit into the file."""
    del limits
    if number(source, 4, 4, little=True) + 8 > len(source) + 1:
        raise Damaged
    name = take(source, 12, 4)
    if name == b"VP8X":
        return _extended(source)
    if name == b"VP8L":
        return _lossless(source)
    if name == b"VP8 ":
        return _lossy(source)
    raise Damaged


def _sized(width: int, height: int, *, alpha: bool, animated: bool = False) -> Header:
    if not (width and height):
        raise Damaged
    return Header(width, height, alpha=alpha, animated=animated, codec_bytes=4 * width * height)


def _extended(source: Source) -> Header:
    flags = number(source, 20, 1)
    width = 1 + number(source, 24, 3, little=True)
    height = 1 + number(source, 27, 3, little=True)
    return _sized(width, height, alpha=bool(flags & 0x10), animated=bool(flags & 0x02))


def _lossless(source: Source) -> Header:
    if take(source, 20, 1) != b"\x2f":
        raise Damaged
    packed = number(source, 21, 4, little=True)
    width, height = 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    return _sized(width, height, alpha=bool(packed >> 28 & 1))


def _lossy(source: Source) -> Header:
    if take(source, 23, 3) != b"\x9d\x01\x2a":
        raise Damaged
    width = number(source, 26, 2, little=True) & 0x3FFF
    height = number(source, 28, 2, little=True) & 0x3FFF
    return _sized(width, height, alpha=False)
