"""Which part of a photo is on the paper, and which sizes fit it."""

from __future__ import annotations

from typing import Any

import pytest

from modules.commerce import framing
from modules.commerce.framing import BadFraming, Framing
from modules.commerce.models import OtherRatios, PriceList, PriceRow
from modules.commerce.services.offers import rules
from modules.gallery.facts import PhotoFacts

A4 = (210.0, 297.0)


@pytest.mark.parametrize(
    ("photo", "paper", "expected"),
    [
        ((6000, 4000), (300.0, 450.0), (0, 0, 6000, 4000)),
        ((4000, 6000), (450.0, 300.0), (0, 0, 4000, 6000)),
        ((6000, 4000), (200.0, 200.0), (1000, 0, 5000, 4000)),
        ((4000, 6000), (200.0, 200.0), (0, 1000, 4000, 5000)),
        # 4:3 in a frame of 3:2: a ninth of the height is lost.
        ((4000, 3000), (300.0, 200.0), (0, 167, 4000, 2833)),
    ],
)
def test_it_cuts_the_largest_part_from_the_middle(
    photo: tuple[int, int], paper: tuple[float, float], expected: tuple[int, int, int, int]
) -> None:
    assert framing.centred(photo, paper).pixels(*photo) == expected


def test_it_cuts_from_the_photo_as_it_was_turned() -> None:
    half = Framing(left=0.5, width=0.5, turned=90)
    assert half.pixels(6000, 4000) == (2000, 0, 4000, 6000)


def test_it_reads_what_it_has_written() -> None:
    chosen = Framing(left=0.1, top=0.2, width=0.5, height=0.25, turned=270, fit="border")
    assert framing.read(chosen.stored()) == chosen
    assert framing.read({}) is None


@pytest.mark.parametrize(
    "typed",
    [
        {"left": 0.6, "top": 0, "width": 0.5, "height": 1},
        {"left": -0.2, "top": 0, "width": 0.5, "height": 1},
        {"left": 0, "top": 0, "width": 0.001, "height": 1},
        {"left": "nan", "top": 0, "width": 1, "height": 1},
        {"left": 0, "top": 0, "width": 1},
        {"left": 0, "top": 0, "width": 1, "height": 1, "turned": 45},
        {"left": 0, "top": 0, "width": 1, "height": 1, "fit": "stretch"},
        {"left": [], "top": 0, "width": 1, "height": 1},
    ],
)
def test_it_refuses_what_is_no_part_of_a_photo(typed: dict[str, Any]) -> None:
    with pytest.raises(BadFraming):
        framing.read(typed)


def _facts(width: int, height: int) -> PhotoFacts:
    return PhotoFacts(
        id=1, public_id="x", name="a.jpg", state="FINAL", version_id=1, is_ready=True,
        width=width, height=height,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "tolerance", "size", "offered"),
    [
        (OtherRatios.HIDE, 2, (3000, 2000), True),
        (OtherRatios.HIDE, 2, (4000, 3000), False),
        (OtherRatios.HIDE, 12, (4000, 3000), True),
        (OtherRatios.CROP, 2, (4000, 3000), True),
        (OtherRatios.BORDER, 2, (2000, 2000), True),
    ],
)
def test_it_offers_other_shapes_as_the_studio_says(
    mode: OtherRatios, tolerance: int, size: tuple[int, int], offered: bool
) -> None:
    prints = PriceList(other_ratios=mode, ratio_tolerance=tolerance)
    row = PriceRow(width=300, height=200, format=None)
    assert (rules.against_row(prints, row, _facts(*size)) == "") is offered
