"""Splitting and rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.commerce.money.allocation import allocate, millionths, percent_of, round_half_up

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)


@given(WEIGHTS.filter(any), st.integers(0, 10**12))
def test_it_sums_to_the_whole(weights: list[int], amount: int) -> None:
    assert sum(allocate(amount, weights)) == amount


@given(WEIGHTS.filter(any), st.integers(0, 10**12))
def test_it_strays_less_than_one_unit_from_the_exact_share(weights: list[int], amount: int) -> None:
    whole = sum(weights)
    for part, weight in zip(allocate(amount, weights), weights, strict=True):
        assert abs(part * whole - amount * weight) < whole


@given(WEIGHTS, st.data())
def test_it_gives_no_part_more_than_its_weight(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))
    assert all(
        part <= weight for part, weight in zip(allocate(amount, weights), weights, strict=True)
    )


def test_it_gives_what_is_left_to_the_earlier_of_equals() -> None:
    assert allocate(5, [1, 1, 1]) == [2, 2, 1]


def test_it_gives_what_is_left_to_the_largest_remainder() -> None:
    assert allocate(100, [111, 555, 333]) == [11, 56, 33]


@pytest.mark.parametrize(("amount", "weights"), [(1, []), (1, [0, 0]), (-1, [1]), (1, [2, -1])])
def test_it_splits_nothing_negative_and_nothing_among_nobody(
    amount: int, weights: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"split"):
        allocate(amount, weights)


def test_it_splits_nothing_among_nobody_into_nothing() -> None:
    assert allocate(0, []) == []
    assert allocate(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest"),
    [(0, 7, 0), (1, 2, 1), (3, 2, 2), (5, 2, 3), (49, 100, 0), (50, 100, 1),
     (10**20 + 1, 2, 5 * 10**19 + 1)],
)  # fmt: skip
def test_it_rounds_halves_up(numerator: int, denominator: int, nearest: int) -> None:
    assert round_half_up(numerator, denominator) == nearest


def test_it_takes_percentages_exactly() -> None:
    assert percent_of(4999, Decimal("9.975")) == 499
    assert percent_of(4745, Decimal("12.5")) == 593
    assert millionths(Decimal("0.0001")) == 1


@pytest.mark.parametrize("percent", ["-1", "100.0001", "0.00001"])
def test_it_knows_no_other_percentages(percent: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        millionths(Decimal(percent))
