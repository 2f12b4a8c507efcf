"""JPEG (ITU-T T.81, annex B): segments up to the picture, and a count of its scans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged, TooComplex, UnsupportedCoding

from .reading import Header, Source, number, take

_SOS, _EOI, _SOF2 = 0xDA, 0xD9, 0xC2
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_SOFS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# In coded data 0xFF is followed by 0x00 or a restart marker; anything else ends the scan.
_NEXT_MARKER = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One marker segment: its payload lies at ``at`` and is ``length`` bytes long."""

    marker: int
    at: int
    length: int


def segments(source: Source, limits: Limits) -> Iterator[Segment]:
    """Each segment up to and including the first start of scan.

    Raises Damaged for a broken structure, TooComplex for too many segments.
    """
    at = 2
    for _ in range(limits.segments):
        at, marker = _marker(source, at)
        if marker in _STANDALONE:
            continue
        if marker == _EOI:
            raise Damaged
        length = number(source, at, 2)
        if length < 2:
            raise Damaged
        take(source, at, length)
        yield Segment(marker, at + 2, length - 2)
        if marker == _SOS:
            return
        at += length
    raise TooComplex(what="too many segments")


def _marker(source: Source, at: int) -> tuple[int, int]:
    """Position after the marker, and its code; fill bytes are allowed before it."""
    if take(source, at, 1) != b"\xff":
        raise Damaged
    for _ in range(1024):
        code = number(source, at, 1)
        if code != 0xFF:
            return at + 1, code
        at += 1
    raise Damaged


def read(source: Source, limits: Limits) -> Header:
    """Read the frame header; count scans when the file is progressive or not interleaved."""
    frame: Segment | None = None
    last: Segment | None = None
    for segment in segments(source, limits):
        if segment.marker in _SOFS:
            if frame is not None:
                raise Damaged
            frame = segment
        last = segment
    if frame is None or last is None or frame.length < 9:
        raise Damaged
    return _header(source, frame, last, limits)


def _header(source: Source, frame: Segment, scan: Segment, limits: Limits) -> Header:
    if frame.marker not in {0xC0, 0xC1, _SOF2}:
        raise UnsupportedCoding(coding="arithmetic or lossless JPEG")
    bits = number(source, frame.at, 1)
    height, width = number(source, frame.at + 1, 2), number(source, frame.at + 3, 2)
    channels = number(source, frame.at + 5, 1)
    if bits != 8:
        raise UnsupportedCoding(coding=f"{bits}-bit JPEG")
    if channels not in {1, 3, 4} or frame.length < 6 + 3 * channels or not (width and height):
        raise Damaged
    samples = _samples_per_pixel(take(source, frame.at + 7, 3 * channels - 1)[::3])
    buffered = frame.marker == _SOF2 or number(source, scan.at, 1) < channels
    return Header(
        width,
        height,
        channels=channels,
        scans=_count_scans(source, scan, limits) if buffered else 1,
        codec_bytes=int(2 * samples * width * height) if buffered else 0,
    )


def _samples_per_pixel(factors: bytes) -> float:
    """How many samples all components together hold for each pixel, from sampling factors."""
    sides = [(factor >> 4, factor & 15) for factor in factors]
    if any(not (1 <= h <= 4 and 1 <= v <= 4) for h, v in sides):
        raise Damaged
    widest, tallest = max(h for h, _ in sides), max(v for _, v in sides)
    return sum(h * v / (widest * tallest) for h, v in sides)


def _count_scans(source: Source, first: Segment, limits: Limits) -> int:
    count, at = 1, first.at + first.length
    while found := _NEXT_MARKER.search(source, at):  # type: ignore[call-overload]
        marker, at = source[found.end() - 1 : found.end()][0], found.end()
        if marker == _EOI:
            break
        if marker == _SOS:
            count += 1
            if count > limits.scans:
                raise TooComplex(what="too many scans")
        length = number(source, at, 2)
        if length < 2:
            raise Damaged
        at += length
    return count
