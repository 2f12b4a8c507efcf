"""What a cart costs, case by case; docs/money.md has the whole examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from modules.commerce.money import refunding
from modules.commerce.money.basket import Basket, CouponTerms, Line, Parcel, Rate, Step, price

ALL = CouponTerms("percent", percent=Decimal(100), code="ALL")


def _basket(*lines: Line, **fields: Any) -> Basket:
    return Basket("EUR", fields.pop("prices_include_tax", True), lines, **fields)


def test_it_takes_the_highest_step_that_is_reached() -> None:
    steps = [Step(1, 10, Decimal(20)), Step(1, 2, Decimal(5)), Step(1, 11, Decimal(50))]
    assert price(_basket(Line("a", 100, 10, group=1), steps=steps)).discount == 200


def test_it_counts_the_copies_of_a_list_together_and_of_no_other() -> None:
    steps = [Step(1, 3, Decimal(10))]
    lines = [Line("a", 100, 2, group=1), Line("b", 100, 1, group=1), Line("c", 100, 9, group=2)]
    priced = price(_basket(*lines, steps=steps))
    assert [priced.lines[key].discount for key in "abc"] == [20, 10, 0]


def test_it_takes_a_coupon_off_what_the_quantity_has_left() -> None:
    line = Line("a", 1000, 2, group=1, coupon_applies=True)
    half = CouponTerms("percent", percent=Decimal(50), code="HALF")
    priced = price(_basket(line, steps=[Step(1, 2, Decimal(10))], coupon=half))
    assert [taken.amount for taken in priced.lines["a"].discounts] == [200, 900]
    assert priced.total == 900


def test_it_takes_no_more_than_the_goods_cost() -> None:
    coupon = CouponTerms("amount", amount=10_000, code="MUCH")
    line = Line("a", 300, coupon_applies=True)
    priced = price(_basket(line, parcels=[Parcel("p", 490)], coupon=coupon))
    assert (priced.discount, priced.total) == (300, 490)


def test_it_takes_no_tax_of_what_costs_nothing() -> None:
    line = Line("a", 999, rates=(Rate("VAT", Decimal(19)),), coupon_applies=True)
    priced = price(_basket(line, coupon=ALL, prices_include_tax=False))
    assert (priced.tax, priced.total) == (0, 0)
    assert priced.taxes[0].amount == 0


def test_it_uses_no_coupon_where_nothing_in_the_cart_is_meant() -> None:
    free = CouponTerms("shipping", code="POSTFREE")
    priced = price(_basket(Line("a", 300), parcels=[Parcel("p", 490)], coupon=free))
    assert priced.discount == 0


def test_it_costs_the_same_with_two_carts_of_one_line_each_or_one_of_both_without_discounts() -> (
    None
):
    rates = (Rate("VAT", Decimal(19)),)
    lines = [Line("a", 333, 7, rates=rates), Line("b", 111, 3, rates=rates)]
    apart = sum(price(_basket(line)).tax for line in lines)
    assert price(_basket(*lines)).tax == apart


@pytest.mark.parametrize(
    ("lines", "parcels"),
    [
        ([Line("a", -1)], []), ([Line("a", 1, 0)], []), ([Line("a", 1), Line("a", 2)], []),
        ([], [Parcel("p", -1)]), ([Line("a", 1, rates=(Rate("T", Decimal(1)),) * 3)], []),
        ([Line("a", 1, rates=(Rate("T", Decimal(101)),))], []),
    ],
)  # fmt: skip
def test_it_reckons_nothing_that_no_cart_can_hold(lines: list[Line], parcels: list[Parcel]) -> None:
    with pytest.raises(ValueError, match=r"line|parcel|rates|percentage"):
        price(_basket(*lines, parcels=parcels))


def test_it_gives_back_no_copy_twice() -> None:
    with pytest.raises(ValueError, match="left of 3"):
        refunding.copies(1000, quantity=3, before=2, more=2)


def test_it_gives_back_no_more_than_the_sum() -> None:
    with pytest.raises(ValueError, match="more than"):
        refunding.shares([84, 16], before=60, amount=41)
