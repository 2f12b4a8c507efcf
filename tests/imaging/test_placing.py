"""Rectangles in turned pictures, compared with what Pillow does to the pixels."""

from __future__ import annotations

import pytest
from PIL import Image

from safelight.imaging import placing

TURNS = list(Image.Transpose)
PAIRS = [(first, second) for first in TURNS for second in (None, Image.Transpose.ROTATE_270)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_it_knows_where_a_box_lies_once_the_picture_is_turned(
    first: Image.Transpose, second: Image.Transpose | None
) -> None:
    turns = (first, second) if second is not None else (first,)
    picture = Image.new("L", (30, 20))
    picture.paste(255, (4, 3, 11, 8))
    after = picture
    for turn in turns:
        after = after.transpose(turn)
    assert placing.box_after((4, 3, 11, 8), picture.size, turns) == after.getbbox()
    assert placing.size_after(picture.size, turns) == after.size


@pytest.mark.parametrize("turn", TURNS)
def test_it_finds_the_box_of_before(turn: Image.Transpose) -> None:
    box = (0.1, 0.2, 0.4, 0.9)
    turns = (turn, Image.Transpose.ROTATE_90)
    there = placing.box_after(placing.box_before(box, turns), (1.0, 1.0), turns)
    assert there == pytest.approx(box)
