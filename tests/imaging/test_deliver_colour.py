"""Colour spaces and depths of delivered copies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from safelight import imaging
from safelight.imaging import Colour, DeliverySpec, deep, profiles
from safelight.imaging.facts import identify
from safelight.imaging.opening import opened

Save = Callable[..., Path]


@pytest.mark.parametrize(
    ("wanted", "profile"),
    [(Colour.SRGB, profiles.srgb()), (Colour.ADOBE_RGB, profiles.adobe_rgb())],
)
def test_it_embeds_the_profile_of_the_space_it_converts_to(
    wanted: Colour, profile: bytes, save: Save, tmp_path: Path
) -> None:
    path = save(
        Image.new("RGB", (64, 64), (20, 200, 60)), "JPEG", icc_profile=profiles.display_p3()
    )
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(colour=wanted))
    with Image.open(tmp_path / "copy") as image:
        assert image.info["icc_profile"] == profile


def test_it_shows_the_same_colour_in_adobe_rgb_by_other_numbers(save: Save, tmp_path: Path) -> None:
    path = save(Image.new("RGB", (64, 64), (0, 255, 0)), "PNG")
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(colour=Colour.ADOBE_RGB))
    with Image.open(tmp_path / "copy") as image:
        red, green, blue = image.getpixel((5, 5))  # type: ignore[misc]
    # sRGB's green in Adobe RGB (1998), as colour calculators give it: 144, 255, 60.
    assert (abs(red - 144) <= 1, green, abs(blue - 60) <= 1) == (True, 255, True)


def _deep(path: Path) -> tuple[bytes, ...]:
    facts = identify(path)
    assert facts.bits == 16
    with opened(path, facts) as image:
        return tuple(band.tobytes() for band in deep.read(path, facts, image).bands)


@pytest.mark.parametrize("name", ["A_tiff16_lzw.tif"])
def test_it_keeps_sixteen_bits_and_stays_packed(name: str, shared: Path, tmp_path: Path) -> None:
    original = shared / "odd" / "formats" / name
    imaging.deliver(original, tmp_path / "copy", DeliverySpec(colour=Colour.KEEP))
    assert _deep(tmp_path / "copy") == _deep(original)
    with TiffImagePlugin.TiffImageFile(tmp_path / "copy") as image:
        assert image.info["compression"] == "tiff_adobe_deflate"


def test_it_sizes_sixteen_bits(shared: Path, tmp_path: Path) -> None:
    original = shared / "odd" / "formats" / "A_tiff16_lzw.tif"
    made = imaging.deliver(original, tmp_path / "copy", DeliverySpec(box=(300, 300)))
    assert (made.width, made.height) == (300, 182)
    low = {pair for band in _deep(tmp_path / "copy") for pair in band[::2]}
    assert len(low) > 200  # the lower bytes say something


def test_it_keeps_eight_bits_pixel_for_pixel(shared: Path, tmp_path: Path) -> None:
    original = shared / "odd" / "formats" / "A_tiff_bigendian_deflate.tif"
    imaging.deliver(original, tmp_path / "copy", DeliverySpec(colour=Colour.KEEP))
    with Image.open(original) as before, Image.open(tmp_path / "copy") as after:
        assert after.tobytes() == before.tobytes()


def test_it_leaves_a_plain_tiff_plain(corners: Image.Image, save: Save, tmp_path: Path) -> None:
    imaging.deliver(save(corners, "TIFF"), tmp_path / "copy", DeliverySpec(colour=Colour.KEEP))
    with TiffImagePlugin.TiffImageFile(tmp_path / "copy") as image:
        assert image.info["compression"] == "raw"
        assert image.tobytes() == corners.tobytes()
