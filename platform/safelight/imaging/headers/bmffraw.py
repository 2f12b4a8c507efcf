"""Canon's CR3 (ISO base media): its JPEGs and its EXIF directories.

Layout: Laurent Clévy's description of CR3, https://github.com/lclevy/canon_cr3.
"""

from __future__ import annotations

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged

from . import bmff, exif, ifd
from .exif import Exif
from .reading import Source, number, take

_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_CONTAINERS = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0}
_MOST_XMP = 4 * 1024 * 1024

Span = tuple[int, int]
Boxes = list[tuple[bytes, int, int]]


def jpegs(source: Source, limits: Limits) -> tuple[list[Span], int]:
    """Places that may hold a JPEG, and the orientation. Raises Damaged for a file cut off."""
    boxes = _walk(source, limits)
    if not {b"moov", b"mdat"} <= {name for name, _, _ in boxes}:
        raise Damaged
    spans = []
    starts = [number(source, at + 8, 8) for name, at, _ in boxes if name == b"co64"]
    sizes = [_size_of_first(source, at) for name, at, _ in boxes if name == b"stsz"]
    for start, size in zip(starts, sizes, strict=False):
        take(source, start, size)
        spans.append((start, size))
    for name, at, end in boxes:
        if name == b"PRVW" and at + 16 <= end:
            spans.append((at + 16, number(source, at + 12, 4)))
    return spans, exif_of(source, limits).orientation


def exif_of(source: Source, limits: Limits) -> Exif:
    """Canon keeps each directory in a box of its own, as a TIFF of one directory."""
    tags: dict[bytes, exif.Tags] = {}
    for name, at, end in _walk(source, limits):
        if name in {b"CMT1", b"CMT2", b"CMT4"}:
            tags[name] = _directory(source[at:end])
    return Exif(tags.get(b"CMT1", {}), tags.get(b"CMT2", {}), tags.get(b"CMT4", {}), {})


def xmp_of(source: Source, limits: Limits) -> bytes:
    """The XMP packet, or nothing."""
    for name, at, end in _walk(source, limits):
        if name == b"uuid" and take(source, at, 16) == _XMP and end - at < _MOST_XMP:
            return source[at + 16 : end]
    return b""


def _directory(block: bytes) -> exif.Tags:
    try:
        shape = ifd.layout(block)
        return ifd.directory(block, shape, shape.first)
    except Damaged:
        return {}


def _size_of_first(source: Source, at: int) -> int:
    """Of a ``stsz`` box: one size for all samples, or a table."""
    return number(source, at + 4, 4) or number(source, at + 12, 4)


def _walk(source: Source, limits: Limits) -> Boxes:
    """Every box, and those inside the containers that matter, with where its payload ends."""
    found: Boxes = []
    waiting = [(0, len(source))]
    while waiting:
        at, stop = waiting.pop(0)
        while at + 8 <= stop and len(found) < limits.segments:
            name, payload, after = bmff.box(source, at, stop)
            found.append((name, payload, after))
            if name in _CONTAINERS:
                waiting.append((payload, after))
            elif name == b"uuid" and (skipped := _skipped(take(source, payload, 16))):
                waiting.append((payload + skipped, after))
            at = after
    return found


def _skipped(uuid: bytes) -> int:
    """Bytes between a box's payload and its children: the name, and for previews a version."""
    return {_CANON: 16, _PREVIEW: 24}.get(uuid, 0)
