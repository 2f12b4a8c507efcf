"""Amounts as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.commerce.money.currencies import MOST, BadAmount, exponent, parse, plain

BOTH_WAYS = [
    ("12", "EUR", 1200), ("12.5", "EUR", 1250), ("12,50", "EUR", 1250), ("0", "EUR", 0),
    ("1.234,50", "EUR", 123450), ("1,234.50", "EUR", 123450), ("1'234.50", "EUR", 123450),
    ("1\u202f234,50", "EUR", 123450), (" 1 234 ", "EUR", 123400), ("1.234", "EUR", 123400),
    ("1,234,567", "EUR", 123456700), ("1500", "JPY", 1500), ("1,500", "JPY", 1500),
    ("1.5", "KWD", 1500), ("1.234", "KWD", 1234), ("12,5", "KWD", 12500),
]  # fmt: skip
UNCLEAR = [
    ("", "EUR"), ("-1", "EUR"), ("1,23,4", "EUR"), ("1.2.3", "EUR"), ("twelve", "EUR"),
    ("12.5", "JPY"), ("1,234", "KWD"), ("1.23456", "KWD"), ("٣", "EUR"), ("1e3", "EUR"),
    ("12.5056", "EUR"), ("NaN", "EUR"), ("1" * 16, "EUR"), (str(MOST), "EUR"), ("12.", "EUR"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "currency", "amount"), BOTH_WAYS)
def test_it_reads_what_people_write(text: str, currency: str, amount: int) -> None:
    assert parse(text, currency) == amount


@pytest.mark.parametrize(("text", "currency"), UNCLEAR)
def test_it_does_not_guess(text: str, currency: str) -> None:
    with pytest.raises(BadAmount) as refused:
        parse(text, currency)
    assert plain(123456, currency) in refused.value.sentence


@given(st.integers(0, MOST), st.sampled_from(["JPY", "EUR", "KWD", "RSD", "CLF"]))
def test_it_reads_back_what_it_wrote(amount: int, currency: str) -> None:
    assert parse(plain(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("currency", "places"), [("JPY", 0), ("EUR", 2), ("RSD", 2), ("KWD", 3), ("CLF", 4), ("XYZ", 2)]
)
def test_it_counts_the_decimals_of_iso_4217(currency: str, places: int) -> None:
    assert exponent(currency) == places
