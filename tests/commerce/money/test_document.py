"""docs/money.md: its figures, worked by hand, are those that the code finds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from modules.commerce.money import refunding
from modules.commerce.money.basket import Basket, CouponTerms, Line, Parcel, PricedLine, price
from tests.commerce.money.document import examples

EXAMPLES = examples()
CARTS = [number for number, example in EXAMPLES.items() if example.cart]


def _figures(part: PricedLine) -> list[int]:
    return [part.amount, part.discount, part.left, part.tax, part.net, part.gross]


def test_it_has_thirteen_examples_of_which_nine_are_carts() -> None:
    assert sorted(EXAMPLES) == list(range(1, 14))
    assert sorted(CARTS) == [1, 2, 3, 4, 5, 6, 10, 11, 12]


@pytest.mark.parametrize("number", CARTS)
def test_it_finds_the_same_lines_and_parcels(number: int) -> None:
    example = EXAMPLES[number]
    priced = price(example.basket())
    found = {str(key): _figures(part) for key, part in {**priced.lines, **priced.parcels}.items()}
    assert found == {
        row["part"]: [example.minor(text) for text in list(row.values())[1:]]
        for row in example.table("part")
    }


@pytest.mark.parametrize("number", CARTS)
def test_it_finds_the_same_sums(number: int) -> None:
    example = EXAMPLES[number]
    priced = price(example.basket())
    (sums,) = example.table("goods")
    assert {name: getattr(priced, name) for name in sums} == {
        name: example.minor(text) for name, text in sums.items()
    }


@pytest.mark.parametrize("number", [2, 4, 10, 12])
def test_it_finds_the_same_tax_by_rate(number: int) -> None:
    example = EXAMPLES[number]
    found = [
        (tax.name, f"{tax.percent}", tax.base, tax.amount, tax.exempt)
        for tax in price(example.basket()).taxes
    ]
    assert found == [
        (
            row["tax"],
            row["percent"],
            example.minor(row["net"]),
            example.minor(row["amount"]),
            row.get("not charged", ""),
        )  # fmt: skip
        for row in example.table("tax")
    ]


COUPONS = {
    "free shipping": CouponTerms("shipping", code="A"),
    "one free for four": CouponTerms("bundle", buys=4, gets=1, code="B"),
    "25 %": CouponTerms("percent", percent=Decimal(25), code="C"),
}


def test_it_finds_what_each_coupon_that_comes_by_itself_would_take_off() -> None:
    example = EXAMPLES[13]
    lines = [Line("a", 800, 4, coupon_applies=True), Line("b", 2500, coupon_applies=True)]
    for row in example.table("coupon"):
        coupon = COUPONS[row["coupon"]]
        priced = price(Basket("EUR", True, lines, [Parcel("p", 690)], coupon=coupon))
        assert (priced.discount, priced.total) == (
            example.minor(row["takes off"]), example.minor(row["pays"])
        )  # fmt: skip


def _in_turn() -> list[list[int]]:
    given, found = 0, []
    for before in range(3):
        back = refunding.copies(1000, quantity=3, before=before, more=1)
        net, tax = refunding.shares([840, 160], before=given, amount=back)
        given += back
        found.append([back, net, tax])
    return found


def test_it_gives_copies_back_in_turn() -> None:
    example = EXAMPLES[7]
    assert _in_turn() == [
        [example.minor(text) for text in list(row.values())[1:]] for row in example.table("copy")
    ]


def test_it_splits_a_refund_over_what_was_paid() -> None:
    example = EXAMPLES[8]
    rows = example.table("part")
    paid = {row["part"]: example.minor(row["paid"]) for row in rows}
    order = price(EXAMPLES[4].basket())
    assert paid == {key: part.gross for key, part in {**order.lines, **order.parcels}.items()}
    assert refunding.across(2000, paid) == {
        row["part"]: example.minor(row["gives back"]) for row in rows
    }
