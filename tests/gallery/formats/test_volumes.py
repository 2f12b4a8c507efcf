"""What is too large for one archive is split into numbered ones."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from modules.gallery.services import volumes
from modules.gallery.settings import GallerySettings


@dataclass(frozen=True)
class File:
    bytes: int


GB = volumes.GIGABYTE


@pytest.mark.parametrize(
    ("sizes", "split"),
    [
        ([1, 1, 1], [[1, 1, 1]]),
        ([1, 1, 1, 1], [[1, 1, 1], [1]]),
        ([GB, GB, 1], [[GB, GB], [1]]),
        ([3 * GB, 1, 3 * GB], [[3 * GB], [1], [3 * GB]]),
    ],
)
def test_it_splits_by_files_and_bytes(sizes: list[int], split: list[list[int]]) -> None:
    limits = GallerySettings(archive_part_files=3, archive_part_gigabytes=2)
    found = volumes.split([File(size) for size in sizes], limits)
    assert [[file.bytes for file in part] for part in found] == split


def test_it_lists_each_with_its_number() -> None:
    listed = volumes.listed([[File(2), File(3)], [File(4)]])
    assert [(each.number, each.files, each.bytes) for each in listed] == [(1, 2, 5), (2, 1, 4)]
