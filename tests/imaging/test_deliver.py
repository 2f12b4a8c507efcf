from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from safelight import imaging
from safelight.imaging import Colour, DeliverySpec, Fit, Words, profiles

Save = Callable[..., Path]


@pytest.fixture
def photo(save: Save) -> Path:
    exif = Image.Exif()
    exif[271], exif[274] = "Camera", 6
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 0.0)}
    exif[0x8769] = {0x9003: "2026:05:09 14:03:07", 0x927C: b"SECRET-SERIAL"}
    return save(Image.new("RGB", (600, 900), "teal"), "JPEG", exif=exif.tobytes())


@pytest.mark.parametrize(
    ("box", "fit", "size"),
    [
        (None, Fit.MAX, (900, 600)),
        ((100, 100), Fit.MIN, (150, 100)),
        ((100, 100), Fit.MAX, (100, 67)),
        ((5000, 5000), Fit.MAX, (900, 600)),
        ((5000, 10), Fit.MIN, (900, 600)),
    ],
)
def test_it_fits_the_box(
    box: tuple[int, int] | None, fit: Fit, size: tuple[int, int], photo: Path, tmp_path: Path
) -> None:
    made = imaging.deliver(photo, tmp_path / "copy", DeliverySpec(box=box, fit=fit))
    assert (made.width, made.height) == size
    with Image.open(tmp_path / "copy") as image:
        assert image.size == size
        assert image.getexif().get(274, 1) == 1


def test_it_puts_words_in_and_keeps_the_rest(photo: Path, tmp_path: Path) -> None:
    words = Words(copyright="© Jörg & Söhne <x>", credit="Studio", creator="Ünal", description="Dé")
    imaging.deliver(photo, tmp_path / "copy", DeliverySpec(words=words))
    found = imaging.metadata.read(tmp_path / "copy")
    assert (found.copyright, found.credit) == (words.copyright, words.credit)
    assert (found.creator, found.description) == (words.creator, words.description)
    assert found.camera == "Camera"
    assert found.captured_at is not None
    assert found.has_gps


def test_it_drops_the_position_and_the_maker_note(photo: Path, tmp_path: Path) -> None:
    imaging.deliver(photo, tmp_path / "copy", DeliverySpec(drop_gps=True))
    assert not imaging.metadata.read(tmp_path / "copy").has_gps
    assert b"SECRET" not in (tmp_path / "copy").read_bytes()


def test_it_leaves_everything_out_when_asked(photo: Path, tmp_path: Path) -> None:
    spec = DeliverySpec(keep_metadata=False, words=Words(copyright="© Me"))
    imaging.deliver(photo, tmp_path / "copy", spec)
    found = imaging.metadata.read(tmp_path / "copy")
    assert (found.camera, found.captured_at, found.copyright) == ("", None, "© Me")


@pytest.mark.parametrize(
    ("kind", "delivered"),
    [("JPEG", "jpeg"), ("TIFF", "tiff"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "jpeg")],
)
def test_it_keeps_the_format_people_can_open(
    kind: str, delivered: str, corners: Image.Image, save: Save, tmp_path: Path
) -> None:
    spec = DeliverySpec(words=Words(credit="Studio"))
    made = imaging.deliver(save(corners, kind), tmp_path / "copy", spec)
    assert made.kind == delivered
    assert imaging.identify(tmp_path / "copy").kind == delivered
    assert imaging.metadata.read(tmp_path / "copy").credit == "Studio"


def test_it_keeps_the_colour_space_when_asked(save: Save, tmp_path: Path) -> None:
    profile = profiles.adobe_rgb()
    path = save(Image.new("RGB", (64, 64), (200, 60, 60)), "JPEG", icc_profile=profile)
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(colour=Colour.KEEP))
    with Image.open(tmp_path / "copy") as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(("pixels", "size"), [(135_000, (450, 300)), (9_000_000, (900, 600))])
def test_it_has_as_many_pixels_as_asked_and_no_more_than_the_original(
    pixels: int, size: tuple[int, int], photo: Path, tmp_path: Path
) -> None:
    made = imaging.deliver(photo, tmp_path / "copy", DeliverySpec(pixels=pixels))
    assert (made.width, made.height) == size
