"""Raw files: known by content, shown by the JPEG in them, refused when cut off."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from safelight import imaging
from tests.imaging import raw_making
from tests.imaging.raw_making import MAKERS

MEDIA_TYPES = {
    "cr2": "image/x-canon-cr2", "cr3": "image/x-canon-cr3", "nef": "image/x-nikon-nef",
    "arw": "image/x-sony-arw", "dng": "image/x-adobe-dng", "raf": "image/x-fuji-raf",
    "orf": "image/x-olympus-orf", "rw2": "image/x-panasonic-rw2",
}  # fmt: skip


@pytest.fixture
def jpeg(corners: Image.Image) -> bytes:
    file = io.BytesIO()
    corners.save(file, "JPEG", quality=95)
    return file.getvalue()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return tmp_path / "photo.jpg"


@pytest.mark.parametrize("kind", MAKERS)
def test_it_knows_each_by_its_bytes(kind: str, jpeg: bytes, photo: Path) -> None:
    photo.write_bytes(MAKERS[kind](jpeg))
    facts = imaging.identify(photo)
    assert (facts.kind, facts.media_type) == (kind, MEDIA_TYPES[kind])
    assert facts.kind.is_as_it_is
    assert (facts.width, facts.height) == (300, 200)


@pytest.mark.parametrize("kind", MAKERS)
def test_it_shows_the_jpeg_inside(kind: str, jpeg: bytes, photo: Path, out_dir: Path) -> None:
    photo.write_bytes(MAKERS[kind](jpeg))
    made = imaging.develop(photo, out_dir)
    assert (made.width, made.height) == (300, 200)
    with Image.open(out_dir / "2048.jpg") as image:
        red, green, blue = image.getpixel((20, 20))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)
    assert sorted(path.name for path in out_dir.iterdir()) == ["1200.webp", "2048.jpg", "400.webp"]


@pytest.mark.parametrize("kind", sorted(set(MAKERS) - {"raf"}))
def test_it_turns_as_the_camera_was_held(
    kind: str, jpeg: bytes, photo: Path, out_dir: Path
) -> None:
    photo.write_bytes(MAKERS[kind](jpeg, 6))
    made = imaging.develop(photo, out_dir)
    assert (made.width, made.height, made.orientation) == (200, 300, 6)


@pytest.mark.parametrize("kind", MAKERS)
def test_it_refuses_what_was_cut_off_with_a_sentence(
    kind: str, jpeg: bytes, photo: Path, out_dir: Path
) -> None:
    whole = MAKERS[kind](jpeg)
    for part in (9, 40, 90, 160, len(whole) // 2):
        photo.write_bytes(whole[:part])
        with pytest.raises(imaging.Refused) as refused:
            imaging.develop(photo, out_dir)
        assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("kind", MAKERS)
def test_it_survives_any_byte_changed(kind: str, jpeg: bytes, photo: Path) -> None:
    whole = MAKERS[kind](jpeg)
    for at in range(0, len(whole), max(1, len(whole) // 200)):
        photo.write_bytes(whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :])
        # Whatever else it raised would end the test.
        with suppress(imaging.Refused):
            assert imaging.metadata.read(photo).rating in {None, *range(-1, 6)}


def test_it_draws_a_plain_picture_without_a_preview(
    jpeg: bytes, photo: Path, out_dir: Path
) -> None:
    photo.write_bytes(raw_making.nef(b"no picture at all"))
    made = imaging.develop(photo, out_dir)
    assert (made.facts.kind, made.width, made.height) == ("nef", 600, 400)
    assert len(made.renditions) == 3


def test_it_follows_no_circle_of_directories(photo: Path) -> None:
    tags: dict[int, object] = {254: 1, 271: b"NIKON\x00", 330: 8}
    data = bytearray(raw_making.Tiff(b"II*\x00").whole(tags))
    first = int.from_bytes(data[4:8], "little")
    data[-4:] = first.to_bytes(4, "little")
    photo.write_bytes(bytes(data))
    assert imaging.identify(photo).kind == "nef"


def test_it_reads_what_the_camera_says(shared: Path) -> None:
    found = imaging.metadata.read(shared / "odd" / "raw" / "DSC_D1_sample.NEF")
    assert found.camera == "NIKON D1"
    assert found.captured_at is not None
    assert found.captured_at.year == 2000


@pytest.mark.parametrize(
    ("name", "kind"),
    [("A_made.dng", "dng"), ("DSC_D1_sample.NEF", "nef"), ("GOPR8513.GPR", "dng")],
)
def test_it_takes_what_cameras_wrote(name: str, kind: str, shared: Path, out_dir: Path) -> None:
    made = imaging.develop_safely(shared / "odd" / "raw" / name, out_dir)
    assert made.facts.kind == kind
    assert {rendition.edge for rendition in made.renditions} == {400, 1200, 2048}
