"""The formats that photographers have, and what they are told about the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from safelight.storage import keys, objects
from tests.gallery.ingest.sending import Sender

PHOTOS = {
    "formats/A_UPPER.JPEG": "image/jpeg",
    "formats/A_no_extension": "image/jpeg",
    "formats/A_progressive.jpg": "image/jpeg",
    "formats/A_16bit.png": "image/png",
    "formats/A_png_rgba.png": "image/png",
    "formats/A_tiff8_lzw.tif": "image/tiff",
    "formats/A_tiff_bigendian_deflate.tif": "image/tiff",
    "formats/A_lossy.webp": "image/webp",
    "formats/A_8bit.avif": "image/avif",
    "formats/IMG_8563.HEIC": "image/heic",
    "formats/ultra-hdr.jpg": "image/jpeg",
    "shape/A_1x1.jpg": "image/jpeg",
    "shape/A_panorama_21000x2400.jpg": "image/jpeg",
}
OTHERS = (
    "formats/A_photo.jp2",
    "formats/8bit-sRGB.jxl",
    "formats/MVC-004S.BMP",
    "formats/A_animated.gif",
)


@pytest.mark.parametrize("name", PHOTOS)
def test_it_takes(sender: Sender, shared: Path, name: str) -> None:
    file = sender.ingest(sender.open(), shared / "photos/odd" / name)
    version, store = file.version, objects.from_environment()

    assert version is not None, file.reason
    assert version.media_type == PHOTOS[name]
    assert set(version.renditions) == {"400", "1200", "2048"}
    for variant, (width, height, size, _crc) in version.renditions.items():
        assert max(width, height) <= int(variant)
        assert store.size(keys.join(version.object_key, variant)) == size


@pytest.mark.parametrize("name", OTHERS)
def test_it_refuses_what_it_cannot_read(sender: Sender, shared: Path, name: str) -> None:
    file = sender.ingest(sender.open(), shared / "photos/odd" / name)

    assert file.outcome == "refused"
    assert "Upload JPEG, PNG, TIFF, WebP, AVIF or HEIC, raw files" in file.reason


def test_it_keeps_the_original_byte_for_byte(sender: Sender, shared: Path) -> None:
    original = shared / "photos/odd/metadata/A_gps_berlin.jpg"
    version = sender.ingest(sender.open(), original).version

    assert version is not None
    store = objects.from_environment()
    with store.at_hand(keys.join(version.object_key, "original")) as stored:
        assert stored.read_bytes() == original.read_bytes()
        assert stored.stat().st_mode & 0o777 == 0o640
