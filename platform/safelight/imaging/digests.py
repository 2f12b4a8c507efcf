"""SHA-256 and CRC-32 of a file in one reading."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Digests:
    """``sha256`` is 64 hexadecimal digits; ``crc32`` as ZIP (APPNOTE 4.4.7) stores it."""

    sha256: str
    crc32: int
    byte_size: int


def of(path: Path) -> Digests:
    """Read the file once, a mebibyte at a time."""
    sha256, crc32, size = hashlib.sha256(), 0, 0
    block = bytearray(_BLOCK)
    view = memoryview(block)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(block):
            part = view[:count]
            sha256.update(part)
            crc32 = zlib.crc32(part, crc32)
            size += count
    return Digests(sha256.hexdigest(), crc32, size)
