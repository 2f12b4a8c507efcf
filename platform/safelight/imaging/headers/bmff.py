"""HEIF and AVIF (ISO/IEC 23008-12 on 14496-12): sizes from the meta box, no decoding."""

from __future__ import annotations

from collections.abc import Iterator

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged, TooComplex

from .reading import Header, Source, number, take

_CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # bytes between a box's header and its children


def read(source: Source, limits: Limits) -> Header:
    """Take the largest image spatial extent: a grid's own, or the only picture's."""
    sizes: list[tuple[int, int]] = []
    found: set[bytes] = set()
    bits = 8
    for name, at in _boxes(source, 0, len(source), limits.segments):
        found.add(name)
        if name == b"ispe":
            sizes.append((number(source, at + 4, 4), number(source, at + 8, 4)))
        elif name == b"pixi" and number(source, at + 4, 1):
            bits = max(bits, number(source, at + 5, 1))
    if not sizes or not {b"iloc", b"mdat"} & found:
        raise Damaged
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    if not (width and height):
        raise Damaged
    return Header(
        width,
        height,
        bits=bits,
        alpha=b"auxC" in found,
        animated=b"moov" in found,
        codec_bytes=5 * width * height,
    )


def _boxes(source: Source, start: int, end: int, budget: int) -> Iterator[tuple[bytes, int]]:
    """Each box's name and where its payload begins; walks into the few containers that matter."""
    stack = [(start, end)]
    while stack:
        at, stop = stack.pop()
        while at + 8 <= stop:
            budget -= 1
            if budget < 0:
                raise TooComplex(what="too many boxes")
            name, payload, after = box(source, at, stop)
            yield name, payload
            if name in _CONTAINERS:
                stack.append((payload + _CONTAINERS[name], after))
            at = after


def box(source: Source, at: int, stop: int) -> tuple[bytes, int, int]:
    """Name, payload position and end of the box at ``at``. Raises Damaged."""
    size, name, header = number(source, at, 4), take(source, at + 4, 4), 8
    if size == 1:
        size, header = number(source, at + 8, 8), 16
    elif size == 0:
        size = stop - at
    if size < header or at + size > stop:
        raise Damaged
    return name, at + header, at + size
