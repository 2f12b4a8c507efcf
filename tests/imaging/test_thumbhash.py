from __future__ import annotations

import pytest
from PIL import Image

from safelight.imaging import thumbhash


def header(packed: bytes) -> tuple[float, float, float, bool]:
    """Average lightness, yellow-blue, red-green, and whether it is a landscape."""
    first, second = int.from_bytes(packed[:3], "little"), int.from_bytes(packed[3:5], "little")
    light, yellow, red = first & 63, first >> 6 & 63, first >> 12 & 63
    return light / 63, yellow / 31.5 - 1, red / 31.5 - 1, bool(second >> 15)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("white", (1.0, 0.0, 0.0)),
        ("black", (0.0, 0.0, 0.0)),
        ("red", (1 / 3, 0.5, 1.0)),
        ("blue", (1 / 3, -1.0, 0.0)),
    ],
)
def test_it_keeps_the_average_colour(colour: str, expected: tuple[float, ...]) -> None:
    found = header(thumbhash.encode(Image.new("RGB", (90, 60), colour)))
    assert found[:3] == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(("size", "landscape"), [((300, 200), True), ((200, 300), False)])
def test_it_tells_landscape_from_portrait(size: tuple[int, int], landscape: bool) -> None:
    assert header(thumbhash.encode(Image.new("RGB", size, "teal")))[3] is landscape


def test_it_is_short_and_tells_pictures_apart() -> None:
    across = Image.linear_gradient("L").convert("RGB")
    down = across.rotate(90)
    hashes = {thumbhash.encode(across), thumbhash.encode(down)}
    assert len(hashes) == 2
    assert max(map(len, hashes)) <= 25


def test_it_puts_a_gradient_into_the_first_wave() -> None:
    # Black on top, white below: the first vertical wave is the strongest and negative.
    packed = thumbhash.encode(Image.linear_gradient("L").convert("RGB").resize((100, 100)))
    nibbles = [half for byte in packed[5:] for half in (byte & 15, byte >> 4)]
    assert nibbles[6] == 0
    assert nibbles[0] in {7, 8}
