"""Image file directories (TIFF 6.0, section 2; BigTIFF) as a bounded dictionary.

Serves TIFF files and EXIF blocks alike: positions are checked, counts capped, no pointer is
followed twice, and a value that does not fit is left out.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from safelight.imaging.refusals import Damaged

from .reading import Source, take

Value = int | float | bytes

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_BIG_SIZES = {16: 8, 17: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
#: TIFF's own; Olympus' (``RO``, ``RS``) and Panasonic's (``U``) raw files.
_MAGICS = {42, 0x4F52, 0x5352, 0x0055}
_MAX_ENTRIES = 1_000
_MAX_VALUES = 65_536
_MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Layout:
    """Byte order and widths of one TIFF structure; ``first`` is where its first directory lies."""

    order: str
    big: bool
    first: int


def layout(source: Source) -> Layout:
    """Read the eight or sixteen bytes at the start. Raises Damaged."""
    order = {b"II": "<", b"MM": ">"}.get(take(source, 0, 2))
    if order is None:
        raise Damaged
    magic = struct.unpack(order + "H", take(source, 2, 2))[0]
    if magic in _MAGICS:
        return Layout(order, False, struct.unpack(order + "I", take(source, 4, 4))[0])
    if magic == 43 and struct.unpack(order + "HH", take(source, 4, 4)) == (8, 0):
        return Layout(order, True, struct.unpack(order + "Q", take(source, 8, 8))[0])
    raise Damaged


def directory(source: Source, shape: Layout, at: int) -> dict[int, tuple[Value, ...] | bytes]:
    """The tags of the directory at ``at``; text and undefined values are bytes.

    Raises Damaged when the directory itself lies outside the file.
    """
    count_size, entry_size = (8, 20) if shape.big else (2, 12)
    letter = "Q" if shape.big else "H"
    count = struct.unpack(shape.order + letter, take(source, at, count_size))[0]
    tags: dict[int, tuple[Value, ...] | bytes] = {}
    if count > _MAX_ENTRIES:
        raise Damaged
    for index in range(count):
        start = at + count_size + index * entry_size
        tag, value = _entry(source, shape, take(source, start, entry_size))
        if value is not None:
            tags.setdefault(tag, value)
    return tags


def following(source: Source, shape: Layout, at: int) -> int:
    """Where the directory after the one at ``at`` lies; 0 after the last."""
    count_size, entry_size, size = (8, 20, 8) if shape.big else (2, 12, 4)
    order: Literal["little", "big"] = "little" if shape.order == "<" else "big"
    count = int.from_bytes(take(source, at, count_size), order)
    end = at + count_size + count * entry_size
    return int.from_bytes(source[end : end + size], order) if end + size <= len(source) else 0


def place(source: Source, shape: Layout, at: int, tag: int) -> tuple[int, int] | None:
    """Where the value of a tag lies that is too long for its entry: position and bytes."""
    if shape.big:
        return None
    count = struct.unpack(shape.order + "H", take(source, at, 2))[0]
    for index in range(min(count, _MAX_ENTRIES)):
        entry = take(source, at + 2 + index * 12, 12)
        found, kind, values, start = struct.unpack(shape.order + "HHII", entry)
        length = values * _SIZES.get(kind, 0)
        if found == tag and length > 4:
            return start, length
    return None


def _entry(
    source: Source, shape: Layout, entry: bytes
) -> tuple[int, tuple[Value, ...] | bytes | None]:
    order = shape.order
    tag, kind = struct.unpack(order + "HH", entry[:4])
    pointer = "Q" if shape.big else "I"
    inline = 8 if shape.big else 4
    count = struct.unpack(order + pointer, entry[4 : 4 + inline])[0]
    size = (_SIZES | _BIG_SIZES if shape.big else _SIZES).get(kind)
    if size is None or count * size > _MAX_BYTES:
        return tag, None
    raw = entry[4 + inline :][: count * size]
    if count * size > inline:
        at = struct.unpack(order + pointer, entry[4 + inline :])[0]
        if at + count * size > len(source):
            return tag, None
        raw = source[at : at + count * size]
    return tag, _values(raw, order, kind, count)


def _values(raw: bytes, order: str, kind: int, count: int) -> tuple[Value, ...] | bytes | None:
    if kind in {2, 7} or (kind == 1 and count > 64):
        return raw
    if count > _MAX_VALUES:
        return None
    if kind in {5, 10}:
        parts = struct.unpack(f"{order}{2 * count}{'I' if kind == 5 else 'i'}", raw)
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(over / under if under else float("nan") for over, under in pairs)
    letter = _LETTERS.get(kind) or ("q" if kind == 17 else "Q")
    return struct.unpack(f"{order}{count}{letter}", raw)


def whole(tags: dict[int, tuple[Value, ...] | bytes], tag: int) -> int | None:
    """The first value of ``tag`` if it is an integer."""
    values = tags.get(tag)
    if isinstance(values, tuple) and values and isinstance(values[0], int):
        return values[0]
    return None
