from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from safelight import imaging
from safelight.imaging import refusals

Save = Callable[..., Path]


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "TIFF", "WEBP", "AVIF"])
def test_it_knows_a_format_by_its_bytes(kind: str, corners: Image.Image, save: Save) -> None:
    facts = imaging.identify(save(corners, kind, name="misleading.txt"))
    assert facts.kind == {"MPO": "jpeg"}.get(kind, kind.lower())
    assert (facts.width, facts.height) == (300, 200)
    assert facts.media_type == f"image/{facts.kind}"


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (b"GIF89a......", "This is a GIF, not a photo."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is an SVG drawing, not a photo."),
        (b"\x00\x00\x00\x18ftypisom....", "This is a video, not a photo."),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00", "This photo is damaged"),
        (b"\x00\x01\x02\x03nothing", "This file is not a photo in a format we know."),
        (b"", "This file is empty."),
    ],
)
def test_it_says_what_it_refuses(head: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(head)
    with pytest.raises(imaging.Refused) as refused:
        imaging.identify(path)
    assert refused.value.sentence.startswith(sentence)


def test_it_refuses_a_bomb_from_its_header(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    path = tmp_path / "bomb.png"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b""))
    with pytest.raises(refusals.TooLarge, match="30000 × 30000"):
        imaging.identify(path)


def test_it_allows_what_the_limits_allow(corners: Image.Image, save: Save) -> None:
    path = save(corners, "PNG")
    with pytest.raises(refusals.TooLarge):
        imaging.identify(path, limits=imaging.Limits(pixels=59_999))
    assert imaging.identify(path, limits=imaging.Limits(pixels=60_000)).width == 300


def test_it_counts_the_scans_of_a_progressive_jpeg(corners: Image.Image, save: Save) -> None:
    path = save(corners, "JPEG", progressive=True)
    scans = imaging.identify(path).scans
    assert scans > 1
    with pytest.raises(refusals.TooComplex, match="too many scans"):
        imaging.identify(path, limits=imaging.Limits(scans=scans - 1))


def test_it_refuses_packed_text_that_explodes(corners: Image.Image, save: Save) -> None:
    path = save(corners, "PNG")
    packed = b"Comment\x00\x00" + zlib.compress(bytes(2 * 1024 * 1024))
    chunk = b"zTXt" + packed
    text = struct.pack(">I", len(packed)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    whole = path.read_bytes()
    path.write_bytes(whole[:33] + text + whole[33:])
    with pytest.raises(refusals.TooComplex, match="huge packed text"):
        imaging.identify(path)


def test_it_refuses_a_segment_shorter_than_its_own_length(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xdb\x00\x01" + bytes(64))
    with pytest.raises(refusals.Damaged):
        imaging.identify(path)


def test_it_offers_a_message_id_and_values_for_translation() -> None:
    refusal = refusals.NotAPhoto(what="a PDF")
    assert "%(what)s" in refusal.message
    assert refusal.values == {"what": "a PDF"}
    assert refusal.code == "not_a_photo"
