"""Large downloads in numbered parts, each an archive of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from modules.gallery.settings import GallerySettings

GIGABYTE = 1_000_000_000


class Filed(Protocol):
    """Something with a stored file."""

    @property
    def bytes(self) -> int: ...


P = TypeVar("P", bound=Filed)


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One numbered part, from 1: how many files it has and how many bytes they are together."""

    number: int
    files: int
    bytes: int


def split(parts: Sequence[P], settings: GallerySettings) -> list[list[P]]:
    """The parts in their order, as few archives as the studio's limits allow.

    A file larger than a whole archive may be gets one alone. The same files are split in the same
    way, so that each number stays what it was.
    """
    most_bytes = settings.archive_part_gigabytes * GIGABYTE
    found: list[list[P]] = [[]]
    held = 0
    for part in parts:
        is_full = len(found[-1]) >= settings.archive_part_files or held + part.bytes > most_bytes
        if found[-1] and is_full:
            found.append([])
            held = 0
        found[-1].append(part)
        held += part.bytes
    return found


def listed(archives: Sequence[Sequence[P]]) -> list[Volume]:
    """What a page says of them."""
    return [
        Volume(number=number, files=len(parts), bytes=sum(part.bytes for part in parts))
        for number, parts in enumerate(archives, start=1)
    ]
