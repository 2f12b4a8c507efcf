"""Which variants of a product a choice leaves: the one rule for sizes, countries and costs."""

from __future__ import annotations

import pytest

from modules.labs.models import LabProduct
from modules.labs.services.catalogue import variants

BLACK, WHITE = {"Color": "Black"}, {"Color": "White"}
FRAME = LabProduct(variants=[{"attributes": BLACK}, {"attributes": WHITE}])


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, [BLACK, WHITE]),
        ({"Color": "Black"}, [BLACK]),
        # Labs are free with capitals.
        ({"color": "white"}, [WHITE]),
        ({"Color": "Gold"}, []),
        # Nothing is said of it, so nothing speaks against it.
        ({"glazing": "perspex"}, [BLACK, WHITE]),
    ],
)
def test_it_leaves_what_says_nothing_else(
    chosen: dict[str, str], left: list[dict[str, str]]
) -> None:
    assert variants.fitting(FRAME, chosen) == left


def test_it_leaves_one_of_a_product_without_any() -> None:
    assert variants.fitting(LabProduct(variants=[]), {"color": "white"}) == [{}]
