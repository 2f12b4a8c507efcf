"""What is declared of a product reaches the labs that take it."""

from __future__ import annotations

import json

import pytest

from modules.commerce.models import PriceList, PriceRow
from modules.labs.adapters.hot_folder import order_file
from modules.labs.adapters.mailed import words
from modules.labs.contract import Customs, Money
from modules.labs.services import showing
from modules.labs.services.ordering import whole
from tests.labs import making
from tests.labs.ordering import setting
from tests.labs.ordering.conftest import connection as connection
from tests.labs.ordering.conftest import lab as lab
from tests.labs.ordering.conftest import prints as prints

DECLARED = Customs(hs_code="491191", origin="DE")


def test_it_goes_along_with_an_order(prints: PriceList) -> None:
    row: PriceRow = prints.rows.get()
    showing.declare(row=row, hs_code="4911.91", origin="DE")
    (piece,) = whole.submission(setting.at_lab(prints), at=setting.AT).pieces
    assert piece.customs == DECLARED
    assert piece.retail == Money(1000, "EUR")


@pytest.mark.parametrize(("hs_code", "origin"), [("49", ""), ("4911919", ""), ("", "XX")])
def test_it_refuses_what_no_customs_office_reads(
    prints: PriceList, hs_code: str, origin: str
) -> None:
    with pytest.raises(showing.BadDeclaration):
        showing.declare(row=prints.rows.get(), hs_code=hs_code, origin=origin)


def test_it_stands_on_the_order_sheet() -> None:
    piece = making.piece(customs=DECLARED, retail=Money(2450, "EUR"))
    assert words.about(piece)[-1] == (
        "Customs: HS code 491191, made in Germany, value 24.50 EUR each"
    )
    assert "Customs" not in " ".join(words.about(making.piece()))


def test_it_stands_in_the_order_file() -> None:
    declared = making.piece(customs=DECLARED, retail=Money(2450, "EUR"))
    order = making.submission(declared, making.piece(reference="piece-2"))
    first, second = json.loads(order_file.order(making.account(), order).body)["pieces"]
    assert first["customs"] == {
        "hs_code": "491191", "origin": "DE", "value": "24.50", "currency": "EUR",
    }  # fmt: skip
    assert "customs" not in second
