"""Where a rectangle of a picture comes to lie when the picture is turned."""

from __future__ import annotations

from PIL import Image

#: Left, top, right, bottom; in pixels, or in fractions of the sides.
Box = tuple[float, float, float, float]
Size = tuple[float, float]
Turn = Image.Transpose

#: Turns that make a wide picture a high one.
SIDEWAYS = frozenset({Turn.ROTATE_90, Turn.ROTATE_270, Turn.TRANSPOSE, Turn.TRANSVERSE})
_BACK = {Turn.ROTATE_90: Turn.ROTATE_270, Turn.ROTATE_270: Turn.ROTATE_90}


def size_after(size: tuple[int, int], turns: tuple[Turn, ...]) -> tuple[int, int]:
    """Width and height once the turns are made."""
    return size[::-1] if sum(turn in SIDEWAYS for turn in turns) % 2 else size


def box_after(box: Box, size: Size, turns: tuple[Turn, ...]) -> Box:
    """Where ``box`` of a picture of ``size`` lies once the turns are made, one after the other."""
    for turn in turns:
        box = _moved(box, size, turn)
        size = size[::-1] if turn in SIDEWAYS else size
    return box


def box_before(box: Box, turns: tuple[Turn, ...]) -> Box:
    """Where a box of fractions lay before the turns were made."""
    back = tuple(_BACK.get(turn, turn) for turn in reversed(turns))
    return box_after(box, (1.0, 1.0), back)


def _moved(box: Box, size: Size, turn: Turn) -> Box:
    left, top, right, bottom = box
    width, height = size
    return {
        Turn.FLIP_LEFT_RIGHT: (width - right, top, width - left, bottom),
        Turn.FLIP_TOP_BOTTOM: (left, height - bottom, right, height - top),
        Turn.ROTATE_180: (width - right, height - bottom, width - left, height - top),
        Turn.TRANSPOSE: (top, left, bottom, right),
        # Pillow turns counter-clockwise.
        Turn.ROTATE_90: (top, width - right, bottom, width - left),
        Turn.ROTATE_270: (height - bottom, left, height - top, right),
        Turn.TRANSVERSE: (height - bottom, width - right, height - top, width - left),
    }[turn]
