"""PNG (W3C PNG third edition): chunks up to the picture data."""

from __future__ import annotations

import zlib

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged, TooComplex

from .reading import Header, Source, number, take

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PACKED = {b"zTXt", b"iCCP", b"iTXt"}


def read(source: Source, limits: Limits) -> Header:
    """Read IHDR and bound what the chunks before the picture unpack to."""
    if take(source, 8, 8) != b"\x00\x00\x00\x0dIHDR":
        raise Damaged
    if zlib.crc32(take(source, 12, 17)) != number(source, 29, 4):
        raise Damaged
    width, height = number(source, 16, 4), number(source, 20, 4)
    bits, colour = number(source, 24, 1), number(source, 25, 1)
    if not (width and height) or colour not in _CHANNELS or bits not in {1, 2, 4, 8, 16}:
        raise Damaged
    names = _chunks(source, limits)
    if b"IDAT" not in names:
        raise Damaged
    return Header(
        width,
        height,
        bits=bits,
        channels=_CHANNELS[colour],
        alpha=colour in {4, 6} or b"tRNS" in names,
        animated=b"acTL" in names,
    )


def _chunks(source: Source, limits: Limits) -> set[bytes]:
    """Names of the chunks up to the first IDAT, each bounded."""
    names: set[bytes] = set()
    at = 8
    for _ in range(limits.segments):
        length, name = number(source, at, 4), take(source, at + 4, 4)
        names.add(name)
        if name in {b"IDAT", b"IEND"}:
            return names
        data = take(source, at + 8, length)
        if name in _PACKED and _unpacks_beyond(name, data, limits.unpacked_bytes):
            raise TooComplex(what="huge packed text")
        at += length + 12
    raise TooComplex(what="too many chunks")


def _unpacks_beyond(name: bytes, data: bytes, limit: int) -> bool:
    """Whether the packed part of a chunk grows beyond ``limit`` bytes; stops unpacking there."""
    start = data.find(b"\x00") + 2
    if name == b"iTXt":
        if data[start - 1 : start] != b"\x01":
            return len(data) > limit
        # keyword NUL flag method language NUL translated-keyword NUL
        start = data.find(b"\x00", data.find(b"\x00", start + 1) + 1) + 1
    unpacker = zlib.decompressobj()
    try:
        return len(unpacker.decompress(data[start:], limit + 1)) > limit
    except zlib.error:
        return False
