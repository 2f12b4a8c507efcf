"""How a photo lies on its paper: nothing is stretched, nothing outside the crop is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from modules.commerce.framing import Framing
from modules.labs.services.printing.laying import Laid, lay

PAPER = (2400, 3000)


def ratio(photo: tuple[int, int], laid: Laid) -> float:
    """Width to height of the part in pixels of the turned photo."""
    width, height = photo if laid.turned in (0, 180) else photo[::-1]
    left, top, right, bottom = laid.box
    return (right - left) * width / ((bottom - top) * height)


@pytest.mark.parametrize(("photo", "size"), [((600, 400), (3000, 2400)), ((400, 600), PAPER)])
def test_it_lays_the_paper_as_the_photo_lies(photo: tuple[int, int], size: tuple[int, int]) -> None:
    assert lay(photo=photo, wanted=PAPER, framed=None).size == size


def test_it_takes_the_middle_where_nobody_chose() -> None:
    laid = lay(photo=(600, 400), wanted=PAPER, framed=None)
    assert laid.box == pytest.approx((1 / 12, 0, 11 / 12, 1))


def test_it_lays_the_paper_as_the_crop_lies() -> None:
    high = Framing(left=0.4, width=0.4 / 1.5 * 2, top=0, height=1)
    assert lay(photo=(6000, 4000), wanted=PAPER, framed=high).size == PAPER


def test_it_turns_the_photo_first() -> None:
    laid = lay(photo=(6000, 4000), wanted=PAPER, framed=Framing(turned=90))
    assert (laid.size, laid.turned) == (PAPER, 90)
    assert laid.box == pytest.approx((0, 1 / 12, 1, 11 / 12))


def test_it_keeps_all_of_the_photo_where_there_is_a_border() -> None:
    laid = lay(photo=(6000, 2000), wanted=PAPER, framed=Framing(fit="border"))
    assert laid == Laid(size=(3000, 2400), box=(0, 0, 1, 1), turned=0, border=True)


def test_it_keeps_the_pixels_of_the_crop_where_no_size_is_wanted() -> None:
    tight = Framing(left=0.5, top=0.25, width=0.5, height=0.5, turned=270)
    assert lay(photo=(6000, 4000), wanted=None, framed=tight).size == (2000, 3000)


side = some.integers(min_value=20, max_value=20_000)
part = some.floats(min_value=0.02, max_value=1)


@given(photo=some.tuples(side, side), paper=some.tuples(side, side), width=part, height=part)
def test_it_never_stretches_and_never_shows_more_than_the_crop(
    photo: tuple[int, int], paper: tuple[int, int], width: float, height: float
) -> None:
    framed = Framing(left=(1 - width) / 3, top=(1 - height) / 2, width=width, height=height)
    laid = lay(photo=photo, wanted=paper, framed=framed)
    assert ratio(photo, laid) == pytest.approx(laid.size[0] / laid.size[1])
    left, top, right, bottom = laid.box
    assert framed.left - 1e-9 <= left < right <= framed.left + width + 1e-9
    assert framed.top - 1e-9 <= top < bottom <= framed.top + height + 1e-9
