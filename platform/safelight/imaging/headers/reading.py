"""What the header readers share: the shape of an answer and reading without surprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from safelight.imaging.refusals import Damaged


class Source(Protocol):
    """Bytes of a file by position; an ``mmap`` is one, and so are ``bytes``."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...

    def find(self, sub: bytes, start: int = 0, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Header:
    """Width and height in pixels as stored, before any orientation."""

    width: int
    height: int
    bits: int = 8
    channels: int = 3
    alpha: bool = False
    animated: bool = False
    scans: int = 1
    #: Bytes a decoder needs beside the raster (coefficient buffers, tiles), for the full picture.
    codec_bytes: int = 0


class Window:
    """A source seen from ``base`` on, for structures that count from their own beginning."""

    def __init__(self, source: Source, base: int) -> None:
        self._source, self._base = source, base

    def __len__(self) -> int:
        return max(0, len(self._source) - self._base)

    def __getitem__(self, part: slice, /) -> bytes:
        return self._source[self._base + part.start : self._base + part.stop]

    def find(self, sub: bytes, start: int = 0, /) -> int:
        at = self._source.find(sub, self._base + start)
        return at - self._base if at >= 0 else -1


def take(source: Source, at: int, length: int) -> bytes:
    """Exactly ``length`` bytes from ``at``, or Damaged."""
    if at < 0 or at + length > len(source):
        raise Damaged
    return source[at : at + length]


def number(source: Source, at: int, length: int, *, little: bool = False) -> int:
    """An unsigned integer of ``length`` bytes, or Damaged."""
    return int.from_bytes(take(source, at, length), "little" if little else "big")
