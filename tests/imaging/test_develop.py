from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from safelight import imaging
from safelight.imaging import developing, refusals

Save = Callable[..., Path]
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def near(pixel: object, colour: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def quarters(path: Path) -> list[object]:
    """The colours in the middle of each quarter, from the top left, clockwise."""
    with Image.open(path) as image:
        across, down = image.width // 4, image.height // 4
        places = [(1, 1), (3, 1), (3, 3), (1, 3)]
        return [image.convert("RGB").getpixel((across * x, down * y)) for x, y in places]


def test_it_works(save: Save, out_dir: Path) -> None:
    made = imaging.develop(save(Image.new("RGB", (4500, 3000), "teal"), "JPEG"), out_dir)
    sizes = [(item.edge, item.width, item.height) for item in made.renditions]
    assert sizes == [(400, 400, 267), (1200, 1200, 800), (2048, 2048, 1365)]
    assert [item.path.name for item in made.renditions] == ["400.webp", "1200.webp", "2048.jpg"]
    assert (made.width, made.height) == (4500, 3000)
    assert near(tuple(bytes.fromhex(made.average[1:])), (0, 128, 128), 3)


def test_it_never_enlarges(corners: Image.Image, save: Save, out_dir: Path) -> None:
    made = imaging.develop(save(corners, "PNG"), out_dir)
    assert {(item.width, item.height) for item in made.renditions} == {(300, 200)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_turns_the_photo_upright(
    orientation: int, kind: str, corners: Image.Image, save: Save, out_dir: Path
) -> None:
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = corners.transpose(back[orientation]) if orientation in back else corners
    exif = Image.Exif()
    exif[274] = orientation
    made = imaging.develop(save(stored, kind, exif=exif.tobytes()), out_dir)
    assert (made.width, made.height) == (300, 200)
    for item in made.renditions:
        seen = quarters(item.path)
        assert all(near(a, b, 40) for a, b in zip(seen, [RED, GREEN, BLUE, WHITE], strict=True))


def test_it_leaves_no_metadata_in_renditions(
    corners: Image.Image, save: Save, out_dir: Path
) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "SECRET", {1: "N", 2: (52.0, 31.0, 0.0)}
    path = save(corners, "JPEG", exif=exif.tobytes(), comment=b"SECRET", xmp=b"<SECRET/>")
    for item in imaging.develop(path, out_dir).renditions:
        with Image.open(item.path) as image:
            assert not image.getexif()
            assert not {"icc_profile", "xmp", "comment", "exif"} & image.info.keys()
        assert b"SECRET" not in item.path.read_bytes()


def test_it_lays_transparency_on_white(save: Save, out_dir: Path) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 49, 49), (255, 0, 0, 255))
    made = imaging.develop(save(image, "PNG"), out_dir)
    assert near(quarters(made.renditions[2].path)[2], WHITE)
    assert near(quarters(made.renditions[2].path)[0], RED, 40)


def test_it_scales_sixteen_bits_instead_of_clipping(save: Save, out_dir: Path) -> None:
    image = Image.new("I;16", (64, 64), 0x8080)
    made = imaging.develop(save(image, "PNG"), out_dir)
    assert near(tuple(bytes.fromhex(made.average[1:])), (0x80, 0x80, 0x80), 2)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_it_refuses_a_photo_cut_short(kind: str, share: float, save: Save, out_dir: Path) -> None:
    path = save(Image.effect_noise((400, 300), 80).convert("RGB"), kind)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(refusals.Damaged):
        imaging.develop(path, out_dir)


def test_it_refuses_a_large_jpeg_cut_short_though_it_decodes_small(
    save: Save, out_dir: Path
) -> None:
    path = save(Image.effect_noise((4200, 600), 80).convert("RGB"), "JPEG")
    path.write_bytes(path.read_bytes()[:-20_000])
    with pytest.raises(refusals.Damaged):
        imaging.develop(path, out_dir)


def test_it_shows_the_first_frame_only(corners: Image.Image, save: Save, out_dir: Path) -> None:
    later = Image.new("RGB", corners.size, "black")
    path = save(corners, "WEBP", save_all=True, append_images=[later] * 3, lossless=True)
    made = imaging.develop(path, out_dir)
    assert made.facts.animated
    assert near(quarters(made.renditions[2].path)[1], GREEN, 40)


@pytest.mark.parametrize(("mode", "size"), [("RGB", (1021, 677)), ("L", (301, 5)), ("L", (5, 301))])
def test_it_resizes_in_strips_as_in_one_piece(mode: str, size: tuple[int, int]) -> None:
    noise = Image.effect_noise((1500, 1003), 120).convert(mode)
    seen = developing._resized(noise, size)
    lower = noise.resize((noise.width, size[1]), Image.Resampling.LANCZOS, reducing_gap=2.0)
    wanted = lower.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    apart = ImageChops.difference(seen, wanted).convert("L").getextrema()
    assert isinstance(apart[1], int)
    assert apart[1] <= 2


@pytest.mark.parametrize("size", [(640, 427), (427, 640), (3, 900)])
def test_it_makes_a_picture_smaller_as_one_resize_does(size: tuple[int, int]) -> None:
    # Mild: where noise is clipped between the two passes, their order is seen.
    noise = Image.effect_noise((size[0] * 2 + 5, size[1] * 2 - 3), 25).convert("RGB")
    seen = developing._smaller(noise, size)
    wanted = noise.resize(size, Image.Resampling.LANCZOS)
    apart = ImageChops.difference(seen, wanted).convert("L").getextrema()
    assert isinstance(apart[1], int)
    assert apart[1] <= 2
