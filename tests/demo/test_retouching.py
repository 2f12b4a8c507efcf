from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from safelight.demo import retouching


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "proof.jpg"
    Image.new("RGB", (60, 40), (120, 120, 120)).save(path)
    return path


@pytest.fixture
def finals(tmp_path: Path) -> Path:
    folder = tmp_path / "finals"
    folder.mkdir()
    return folder


def test_it_makes_a_warmer_copy_of_the_same_name(proof: Path, finals: Path) -> None:
    final = retouching.retouch(proof, finals)
    assert final == finals / "proof.jpg"
    with Image.open(final) as image:
        red, _green, blue = image.getpixel((30, 20))  # type: ignore[misc]
    assert red > blue


def test_it_takes_the_file_itself_where_metadata_are_too_long(proof: Path, finals: Path) -> None:
    # A segment of a JPEG holds 65,533 bytes; cameras spread longer metadata over several.
    big = b"\xff\xe1" + (65_000).to_bytes(2, "big") + b"Exif\0\0" + bytes(64_992)
    content = proof.read_bytes()
    proof.write_bytes(content[:2] + big + big + content[2:])
    assert retouching.retouch(proof, finals) == proof


def test_it_takes_the_file_itself_where_it_cannot_be_read(proof: Path, finals: Path) -> None:
    proof.write_text("no photo")
    assert retouching.retouch(proof, finals) == proof
