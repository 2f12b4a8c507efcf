"""How many pixels a print wants."""

from __future__ import annotations

from typing import Any

import pytest

from modules.labs.models import LabProduct
from modules.labs.services.printing import wanted

BLACK, AROUND = {"wrap": "Black"}, {"wrap": "ImageWrap"}
CANVAS = [
    {"attributes": BLACK, "pixels": {"default": [1522, 1522]}},
    {"attributes": AROUND, "pixels": {"default": [2137, 2137]}},
]


def found(
    attributes: dict[str, str] | None = None,
    paper: tuple[int, int] | None = None,
    **fields: Any,
) -> tuple[int, int, int] | None:
    made = wanted(product=LabProduct(**fields), attributes=attributes or {}, paper=paper)
    return (*made.pixels, made.ppi) if made else None


@pytest.mark.parametrize(
    ("chosen", "pixels"),
    [(BLACK, 1522), (AROUND, 2137), ({"Wrap": "imagewrap"}, 2137), ({}, 2137)],
    ids=["black", "around", "in other capitals", "not chosen yet"],
)
def test_it_takes_the_pixels_that_the_lab_wants_of_the_choice(
    chosen: dict[str, str], pixels: int
) -> None:
    assert found(chosen, variants=CANVAS, width=129, height=129) == (
        pixels, pixels, round(pixels / 129 * 25.4),
    )  # fmt: skip


def test_it_takes_the_most_where_the_lab_does_not_know_the_choice() -> None:
    assert found({"wrap": "Gold"}, variants=CANVAS) == (2137, 2137, 300)


def test_it_reckons_with_300_pixels_an_inch_where_the_lab_says_none() -> None:
    assert found(width=130, height=180) == (1535, 2126, 300)
    assert found(paper=(203, 254)) == (2398, 3000, 300)


def test_it_adds_what_goes_round_the_edge() -> None:
    assert found(width=254, height=254, wrap=38) == (3898, 3898, 300)


def test_it_believes_the_lab_more_than_the_price_list() -> None:
    assert found(paper=(100, 100), width=254, height=508) == (3000, 6000, 300)


def test_it_asks_no_more_of_a_wall_than_can_be_made() -> None:
    width, height, ppi = found(paper=(3000, 2000)) or (0, 0, 0)
    assert (ppi, width > height) == (126, True)
    assert 0.97 * 150_000_000 < width * height < 150_000_000


def test_it_wants_nothing_of_what_nobody_measured() -> None:
    assert found(variants=[{"attributes": {}, "pixels": {}}]) is None


def test_it_names_the_area_as_the_lab_does() -> None:
    product = LabProduct(variants=[{"attributes": {}, "pixels": {"lid": [9, 9], "front": [8, 8]}}])
    made = wanted(product=product, attributes={})
    assert made is not None
    assert (made.area, made.pixels) == ("front", (8, 8))
