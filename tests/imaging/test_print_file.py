"""Print files: exact pixels, the right part of the photo, sRGB, and nothing private."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from safelight import imaging
from safelight.imaging import PrintSpec, profiles, refusals
from tests.imaging import raw_making
from tests.imaging.charts import BEFORE, chart, colour_at, furthest, in_box, pixel

Save = Callable[..., Path]
BOX = (0.125, 0.25, 0.625, 0.75)


def printed(path: Path, **fields: object) -> Image.Image:
    """The print of a photo, decoded."""
    out = path.with_name("print.jpg")
    spec = PrintSpec(**{"size": (300, 200), **fields})  # type: ignore[arg-type]
    made = imaging.print_file(path, out, spec)
    with Image.open(out) as image:
        image.load()
    assert image.size == spec.size == (made.width, made.height)
    assert out.stat().st_size == made.byte_size
    return image


@pytest.mark.parametrize("size", [(150, 100), (300, 200), (1371, 914)])
def test_it_shows_the_part_that_was_asked_for(size: tuple[int, int], save: Save) -> None:
    image = printed(save(chart(600, 400), "PNG"), size=size, box=BOX)
    assert furthest(image, lambda at: colour_at(in_box(BOX, at))) <= 2


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_it_cuts_what_is_seen_once_the_photo_is_upright_and_turned(
    orientation: int, turned: int, save: Save
) -> None:
    upright = chart(320, 240)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright
    for turn in _against(orientation):
        stored = stored.transpose(turn)
    path = save(stored, "PNG", exif=exif.tobytes())
    size = (240, 180) if turned in (0, 180) else (180, 240)
    image = printed(path, size=size, box=BOX, turned=turned)
    assert furthest(image, lambda at: colour_at(BEFORE[turned](in_box(BOX, at)))) <= 2


def _against(orientation: int) -> list[Image.Transpose]:
    """What a camera held so did to the picture (CIPA DC-008, table of orientations)."""
    turn = Image.Transpose
    return {
        1: [], 2: [turn.FLIP_LEFT_RIGHT], 3: [turn.ROTATE_180], 4: [turn.FLIP_TOP_BOTTOM],
        5: [turn.TRANSPOSE], 6: [turn.ROTATE_90], 7: [turn.TRANSVERSE], 8: [turn.ROTATE_270],
    }[orientation]  # fmt: skip


def test_it_leaves_white_beside_the_whole_photo(save: Save) -> None:
    image = printed(save(chart(400, 400), "PNG"), size=(300, 200), border=True)
    assert pixel(image, (0.15, 0.5)) == pixel(image, (0.85, 0.02)) == (255, 255, 255)
    inside = image.crop((50, 0, 250, 200))
    assert furthest(inside, colour_at) <= 3


def test_it_decodes_a_large_jpeg_smaller_and_shows_the_same(save: Save) -> None:
    image = printed(save(chart(2400, 1600), "JPEG", quality=95), size=(240, 160), box=BOX)
    assert furthest(image, lambda at: colour_at(in_box(BOX, at))) <= 4


@pytest.mark.parametrize("space", ["adobe_rgb", "display_p3"])
def test_it_converts_the_embedded_space_to_srgb(space: str, save: Save) -> None:
    profile = getattr(profiles, space)()
    image = printed(save(chart(300, 200), "PNG", icc_profile=profile))
    way = ImageCms.buildTransform(
        io.BytesIO(profile), ImageCms.createProfile("sRGB"), "RGB", "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    reference = ImageCms.applyTransform(chart(300, 200), way)
    assert reference is not None
    assert furthest(image, lambda at: pixel(reference, at)) <= 3


def test_it_embeds_profile_and_resolution_and_keeps_all_colour(save: Save) -> None:
    path = save(chart(300, 200), "JPEG")
    image = printed(path, ppi=254)
    assert image.info["icc_profile"] == profiles.srgb()
    assert image.info["dpi"] == (254, 254)
    layers = image.layer  # type: ignore[attr-defined]
    assert {layer[1:3] for layer in layers} == {(1, 1)}
    assert max(max(table) for table in image.quantization.values()) <= 20  # type: ignore[attr-defined]


def test_it_takes_the_copyright_along_and_nothing_else(save: Save) -> None:
    exif = Image.Exif()
    exif[0x8298], exif[0x010F] = "(c) Ann Müller".encode(), "Camera of Ann"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    image = printed(save(chart(300, 200), "JPEG", exif=exif.tobytes(), comment=b"for Ben"))
    carried = image.getexif()
    assert set(carried) == {0x8298, 0x011A, 0x011B, 0x0128}
    assert carried[0x8298].encode("latin-1").decode() == "(c) Ann Müller"
    assert not {"comment", "xmp", "photoshop"} & image.info.keys()


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "CMYK", "I;16"])
def test_it_prints_whatever_channels_a_photo_has(mode: str, save: Save) -> None:
    plain = Image.new("RGB", (64, 64), (200, 200, 200))
    ways: dict[str, Callable[[], Image.Image]] = {
        "P": lambda: plain.quantize(4),
        "I;16": lambda: Image.new("I;16", plain.size, 200 * 257),
    }
    photo = ways[mode]() if mode in ways else plain.convert(mode)
    image = printed(save(photo, "TIFF" if mode == "CMYK" else "PNG"), size=(90, 90))
    assert image.mode == "RGB"
    assert furthest(image, lambda _at: (200, 200, 200)) <= 2


def test_it_lays_what_is_see_through_on_white(save: Save) -> None:
    image = printed(save(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"), size=(90, 90))
    assert pixel(image, (0.5, 0.5)) == (255, 255, 255)


def test_it_prints_the_jpeg_in_a_raw_file_the_right_way_up(save: Save, tmp_path: Path) -> None:
    inside = save(chart(240, 320).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95)
    path = tmp_path / "photo.dng"
    path.write_bytes(raw_making.dng(inside.read_bytes(), turn=6))
    image = printed(path, size=(180, 240), box=BOX)
    assert furthest(image, lambda at: colour_at(in_box(BOX, at))) <= 4


@pytest.mark.parametrize("file", [b"%PDF-1.4\n%%EOF\n", raw_making.cr2(b"")])
def test_it_refuses_what_has_no_picture(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(file)
    with pytest.raises(refusals.NotPrintable, match="Upload a JPEG or TIFF"):
        imaging.print_file(path, tmp_path / "out", PrintSpec(size=(30, 20)))


def test_it_refuses_a_print_that_nobody_could_make(save: Save) -> None:
    with pytest.raises(refusals.PrintTooLarge):
        imaging.print_file(
            save(chart(60, 40), "PNG"), Path("/nowhere"), PrintSpec(size=(20_000, 20_000))
        )
