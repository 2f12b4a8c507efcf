from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from safelight import imaging
from safelight.imaging import profiles

Save = Callable[..., Path]
LIKE_THE_REFERENCE = {
    # mean difference of 8-bit samples; CMYK inks cannot show every sRGB colour
    "A_adobergb.jpg": 2,
    "A_adobergb_exif_only.jpg": 2,
    "A_displayp3.jpg": 2,
    "A_prophoto.jpg": 3,
    "A_swapped_red_green.jpg": 3,
    "A_icc_garbage.jpg": 3,
    "A_icc_wrong_model.jpg": 3,
    "A_lab.tif": 4,
    "A_cmyk_icc.jpg": 14,
    # without a profile nobody knows the inks: plain subtraction is louder than print
    "A_cmyk_no_icc.jpg": 24,
}


def developed(path: Path, out_dir: Path) -> Image.Image:
    made = imaging.develop(path, out_dir)
    with Image.open(made.renditions[0].path) as image:
        return image.convert("RGB").resize((120, 160), Image.Resampling.BOX)


@pytest.mark.parametrize(("name", "tolerance"), LIKE_THE_REFERENCE.items())
def test_it_looks_like_the_srgb_reference(
    name: str, tolerance: int, shared: Path, out_dir: Path
) -> None:
    folder = shared / "odd" / "colour"
    reference = developed(folder / "A_srgb_reference.jpg", out_dir)
    difference = ImageChops.difference(reference, developed(folder / name, out_dir))
    assert max(ImageStat.Stat(difference).mean) <= tolerance


@pytest.mark.parametrize("name", ["A_gray.jpg", "A_gray_icc.jpg"])
def test_it_keeps_grey_grey(name: str, shared: Path, out_dir: Path) -> None:
    red, green, blue = developed(shared / "odd" / "colour" / name, out_dir).split()
    assert max(ImageStat.Stat(ImageChops.difference(red, green)).mean) <= 2
    assert max(ImageStat.Stat(ImageChops.difference(green, blue)).mean) <= 2


def test_it_honours_a_profile_made_here(save: Save, out_dir: Path) -> None:
    # Adobe RGB (1998) 200, 60, 60 is 228, 58, 59 in sRGB.
    path = save(Image.new("RGB", (64, 64), (200, 60, 60)), "PNG", icc_profile=profiles.adobe_rgb())
    average = bytes.fromhex(imaging.develop(path, out_dir).average[1:])
    assert all(abs(a - b) <= 4 for a, b in zip(average, (228, 58, 59), strict=True))


def test_it_honours_adobe_rgb_told_by_exif_alone(save: Save, out_dir: Path) -> None:
    exif = Image.Exif()
    exif[0x8769] = {0xA001: 0xFFFF, 0xA005: {1: "R03"}}
    image = Image.new("RGB", (64, 64), (200, 60, 60))
    told = imaging.develop(save(image, "JPEG", exif=exif.tobytes(), quality=95), out_dir)
    untold = imaging.develop(save(image, "JPEG", quality=95), out_dir)
    assert bytes.fromhex(told.average[1:])[0] > bytes.fromhex(untold.average[1:])[0] + 15
