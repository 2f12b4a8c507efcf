from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest

from safelight.imaging import digests


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000])
def test_it_reads_once_and_agrees_with_both(size: int, tmp_path: Path) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    path = tmp_path / "file"
    path.write_bytes(content)
    found = digests.of(path)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.crc32 == zlib.crc32(content)
    assert found.byte_size == size
