"""How many pixels a print needs, and what is said when there are fewer."""

from __future__ import annotations

import pytest

from modules.commerce import sharpness
from modules.commerce.framing import Framing
from modules.commerce.sharpness import Sharpness

AREA = (2400, 3000)  # 20 × 25 cm


@pytest.mark.parametrize(
    ("photo", "found"),
    [
        ((6000, 4000), Sharpness.FINE),
        ((3000, 2400), Sharpness.FINE),
        ((2400, 3000), Sharpness.FINE),
        ((2999, 2399), Sharpness.FINE),
        ((2400, 1600), Sharpness.SOFT),
        ((1500, 1200), Sharpness.SOFT),
        ((1500, 1199), Sharpness.TOO_SMALL),
        ((0, 0), Sharpness.TOO_SMALL),
    ],
)
def test_it_compares_the_middle_of_the_photo_with_the_print(
    photo: tuple[int, int], found: Sharpness
) -> None:
    assert sharpness.of(photo=photo, area=AREA) == found


def test_it_counts_the_pixels_of_the_crop_alone() -> None:
    tight = Framing(left=0.25, top=0.25, width=0.5, height=0.5)
    assert sharpness.of(photo=(6000, 4800), area=AREA, framing=tight) == Sharpness.FINE
    assert sharpness.of(photo=(5000, 4000), area=AREA, framing=tight) == Sharpness.SOFT


def test_it_turns_the_photo_before_it_counts() -> None:
    # A high crop of a wide photo that was turned: 2400 of 3000 rows are 80 %.
    turned = Framing(turned=90, top=0.2, height=0.8)
    assert sharpness.share(photo=(3750, 2400), area=AREA, framing=turned) == pytest.approx(1.0)


def test_it_counts_the_side_that_fills_the_paper_where_there_is_a_border() -> None:
    whole = Framing(fit="border")
    assert sharpness.share(photo=(3000, 1000), area=AREA, framing=whole) == pytest.approx(1.0)
    assert sharpness.of(photo=(3000, 1000), area=AREA) == Sharpness.TOO_SMALL
