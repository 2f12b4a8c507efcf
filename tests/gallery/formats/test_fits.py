"""Nothing larger than the original is offered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from modules.gallery import facade
from modules.gallery.models import DeliveryFormat, PhotoVersion
from modules.gallery.services import sizing


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [
        ({}, True),
        ({"pixels": 1500, "box": "max"}, True),
        ({"pixels": 1501, "box": "max"}, False),
        ({"pixels": 1000, "box": "min"}, True),
        ({"pixels": 1001, "box": "min"}, False),
        ({"megabytes": Decimal("4.50")}, True),
        ({"megabytes": Decimal("4.51")}, False),
    ],
)
def test_it_fits_up_to_the_size_of_the_original(chosen: dict[str, Any], fits: bool) -> None:
    version = PhotoVersion(width=1500, height=1000, media_type="image/jpeg")
    assert facade.fits(version, DeliveryFormat(name="Web", **chosen)) is fits


def test_row_0_6_it_takes_three_megabytes_for_a_million_pixels() -> None:
    assert sizing.pixels_of(DeliveryFormat(megabytes=Decimal(3))) == 1_000_000


def test_it_fits_without_a_format() -> None:
    assert facade.fits(PhotoVersion(width=1, height=1, media_type="image/jpeg"), None)
