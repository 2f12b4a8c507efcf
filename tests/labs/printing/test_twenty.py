"""Twenty prints of ten photos against references: pixels, colour, and what is on them.

The references know nothing of the code: Pillow turns and LittleCMS converts whole photos, and where
a place of the print comes from is reckoned by scaling the paper into the photo.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from safelight import imaging
from safelight.imaging import profiles, tiffs
from safelight.imaging.deep import Deep
from tests.imaging.charts import BEFORE, PLACES, Place, chart, furthest, in_box, pixel
from tests.labs.printing.twenty import PHOTOS, PRINTS, Print, Size
from tests.support import shared_folder

WHITE = (255, 255, 255)


def of_shared(name: str) -> bytes:
    """The profile in one of the shared photos."""
    folder = shared_folder.find()
    if folder is None:
        pytest.skip(f"{shared_folder.NAME} is not there: set SAFELIGHT_SHARED to its path")
    with Image.open(folder / "photos" / "odd" / "colour" / name) as image:
        return bytes(image.info["icc_profile"])


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    way = ImageCms.buildTransform(
        io.BytesIO(profile), ImageCms.createProfile("sRGB"), image.mode, "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    made = ImageCms.applyTransform(image, way)
    assert made is not None
    return made


def plain(path: Path, size: Size) -> Image.Image:
    chart(*size).save(path, "JPEG", quality=97, subsampling=0)
    return chart(*size)


def rotated(path: Path, size: Size) -> Image.Image:
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn it clockwise to see it upright.
    stored = chart(*size).transpose(Image.Transpose.ROTATE_90)
    stored.save(path, "JPEG", quality=97, subsampling=0, exif=exif.tobytes())
    return chart(*size)


def cmyk(path: Path, size: Size) -> Image.Image:
    profile = of_shared("A_cmyk_icc.jpg")
    inks = chart(*size).convert("CMYK")
    inks.save(path, "TIFF", icc_profile=profile)
    return in_srgb(inks, profile)


def adobe_rgb(path: Path, size: Size) -> Image.Image:
    chart(*size).save(path, "JPEG", quality=97, subsampling=0, icc_profile=profiles.adobe_rgb())
    return in_srgb(chart(*size), profiles.adobe_rgb())


def prophoto(path: Path, size: Size) -> Image.Image:
    profile = of_shared("A_prophoto.jpg")
    chart(*size).save(path, "PNG", icc_profile=profile)
    return in_srgb(chart(*size), profile)


def grey(path: Path, size: Size) -> Image.Image:
    chart(*size).convert("L").save(path, "JPEG", quality=97)
    return chart(*size).convert("L").convert("RGB")


def sixteen_bits(path: Path, size: Size) -> Image.Image:
    deep = [band.convert("I").point(lambda value: value * 257) for band in chart(*size).split()]
    blocks = tiffs.Blocks(exif=Image.Exif(), xmp=b"", iptc=b"", icc=b"")
    tiffs.write(path, Deep(tuple(band.convert("I;16") for band in deep)), blocks, packed=True)
    return chart(*size)


MAKERS: dict[str, Callable[[Path, Size], Image.Image]] = {
    "rotated": rotated, "cmyk": cmyk, "adobe rgb": adobe_rgb, "prophoto": prophoto, "grey": grey,
    "sixteen bits": sixteen_bits,
}  # fmt: skip


def source(wanted: Print, at: Place) -> Place | None:
    """Where a place of the print is in the upright photo; None for white paper."""
    turned = int(wanted.framing.get("turned", 0))
    shown = PHOTOS[wanted.photo] if turned in (0, 180) else PHOTOS[wanted.photo][::-1]
    part = [float(wanted.framing.get(name, whole)) for name, whole in _WHOLE]
    across, down = part[2] * shown[0], part[3] * shown[1]
    has_border = wanted.framing.get("fit") == "border"
    ways = across / wanted.size[0], down / wanted.size[1]
    scale = max(ways) if has_border else min(ways)
    x = (part[0] + part[2] / 2) * shown[0] + (at[0] - 0.5) * wanted.size[0] * scale
    y = (part[1] + part[3] / 2) * shown[1] + (at[1] - 0.5) * wanted.size[1] * scale
    there = x / shown[0], y / shown[1]
    if not all(0 <= side <= 1 for side in there):
        return None
    return BEFORE[turned](there)


_WHOLE = (("left", 0.0), ("top", 0.0), ("width", 1.0), ("height", 1.0))


@pytest.mark.parametrize("wanted", PRINTS, ids=lambda each: f"{each.photo}: {each.name}")
def test_it_prints_what_was_ordered(wanted: Print, tmp_path: Path) -> None:
    shown = PHOTOS[wanted.photo]
    reference = MAKERS.get(wanted.photo, plain)(tmp_path / "photo", shown)
    recipe = wanted.recipe(shown)
    imaging.print_file(tmp_path / "photo", tmp_path / "print", recipe.spec)
    with Image.open(tmp_path / "print") as image:
        image.load()
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", wanted.size)
    assert image.info["icc_profile"] == profiles.srgb()
    assert image.info["dpi"] == (recipe.ppi, recipe.ppi)

    def expected(at: Place) -> tuple[int, int, int]:
        there = source(wanted, at)
        return pixel(reference, there) if there else WHITE

    assert furthest(image, expected) <= 3


def test_it_orders_twenty_prints_of_ten_photos() -> None:
    assert (len(PRINTS), len({wanted.photo for wanted in PRINTS}), len(PHOTOS)) == (20, 10, 10)


def test_it_would_notice_a_print_that_lies_by_a_fiftieth_beside_it() -> None:
    there = chart(600, 400)
    beside = furthest(there, lambda at: pixel(there, in_box((0.02, 0, 1, 1), at)))
    assert beside >= 5
    assert len(PLACES) == 20
