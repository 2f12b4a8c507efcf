"""IPTC-IIM 4.2 datasets, and the Photoshop image resources they are wrapped in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .text import decoded

_UTF8 = b"\x1b%G"
_CHARSET = (1, 90)
_MAX_DATASETS = 5_000
_IPTC, _DIGEST = 0x0404, 0x0425


@dataclass(frozen=True, slots=True)
class Iptc:
    """Values by (record, dataset). ``edited`` tells that XMP was not updated with them."""

    values: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    edited: bool = False

    def all(self, dataset: int) -> list[str]:
        """Every value of a dataset of record 2."""
        return self.values.get((2, dataset), [])

    def one(self, dataset: int) -> str:
        """The first value of a dataset of record 2, or nothing."""
        return next(iter(self.all(dataset)), "")


def from_resources(block: bytes) -> Iptc:
    """Find the IPTC block among Photoshop's resources (Adobe Photoshop File Formats, 2019)."""
    resources = _resources(block)
    raw = resources.get(_IPTC)
    if raw is None:
        return Iptc()
    digest = resources.get(_DIGEST, b"")
    # MWG guidelines 2.0, section 3.3: a digest that no longer fits means IPTC is the newer one.
    fresh = hashlib.md5(raw, usedforsecurity=False).digest()
    return Iptc(parse(raw).values, edited=len(digest) == 16 and digest not in {fresh, bytes(16)})


def _resources(block: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while block[at : at + 4] == b"8BIM" and at + 12 <= len(block):
        kind = int.from_bytes(block[at + 4 : at + 6], "big")
        name = block[at + 6] + 1
        at += 6 + name + name % 2
        size = int.from_bytes(block[at : at + 4], "big")
        if at + 4 + size > len(block):
            break
        found.setdefault(kind, block[at + 4 : at + 4 + size])
        at += 4 + size + size % 2
    return found


def parse(raw: bytes) -> Iptc:
    """Read datasets until the first that does not fit."""
    found: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    for _ in range(_MAX_DATASETS):
        if at + 5 > len(raw) or raw[at] != 0x1C:
            break
        record, dataset = raw[at + 1], raw[at + 2]
        size, at = int.from_bytes(raw[at + 3 : at + 5], "big"), at + 5
        if size & 0x8000:
            octets = size & 0x7FFF
            if octets > 4:
                break
            size, at = int.from_bytes(raw[at : at + octets], "big"), at + octets
        if at + size > len(raw):
            break
        found.setdefault((record, dataset), []).append(raw[at : at + size])
        at += size
    declared = found.get(_CHARSET, [b""])[0] == _UTF8
    return Iptc({key: [_text(value, declared) for value in all_] for key, all_ in found.items()})


def _text(value: bytes, utf8: bool) -> str:
    return value.decode("utf-8", errors="replace") if utf8 else decoded(value)
