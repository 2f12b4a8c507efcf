"""Logos and icons, made in a confined child."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from safelight.imaging import Refused
from safelight.imaging.emblem import ICONS, emblem_safely


def _logo(path: Path, kind: str = "PNG") -> Path:
    """A dark bar in a wide frame that is clear, or white where the format knows nothing clear."""
    mode, ground = ("RGB", "white") if kind == "JPEG" else ("RGBA", (0, 0, 0, 0))
    image = Image.new(mode, (1600, 900), ground)
    ImageDraw.Draw(image).rectangle((400, 400, 1199, 499), fill="#102030")
    image.save(path, kind)
    return path


def test_it_keeps_what_is_clear_and_cuts_the_frame(tmp_path: Path) -> None:
    made = emblem_safely(_logo(tmp_path / "logo"), tmp_path)
    assert made.is_clear is False  # the bar alone is left, and it is solid
    assert (made.width, made.height) == (720, 90)
    with Image.open(tmp_path / "icon-32.png") as icon:
        assert icon.size == (32, 32)
        assert icon.getpixel((0, 0))[3] == 0  # type: ignore[index]
    with Image.open(tmp_path / "icon-180.png") as touch:
        assert touch.getpixel((0, 0)) == (255, 255, 255, 255)
    assert {path.name for path in tmp_path.glob("icon-*")} == {f"icon-{s}.png" for s in ICONS}


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_it_takes_other_pictures(tmp_path: Path, kind: str) -> None:
    made = emblem_safely(_logo(tmp_path / "logo", kind), tmp_path)
    assert made.width > made.height > 0


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", b"%PDF-1.7\n", b"GIF89a", b"",
     b"\x89PNG\r\n\x1a\n" + b"\0" * 40],
)  # fmt: skip
def test_upl_01_it_refuses_what_is_no_plain_picture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(Refused):
        emblem_safely(path, tmp_path)
    assert not list(tmp_path.glob("icon-*"))
