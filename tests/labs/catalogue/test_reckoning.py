"""The one rule for prices of a lab's products."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from modules.labs.services.catalogue.reckoning import Costed, extra_of, reckon
from modules.labs.services.catalogue.rule import Rule

RULES = st.builds(
    lambda percent, fixed, rounding, ending: Rule(
        percent=Decimal(percent) / 100, fixed=fixed, rounding=rounding, ending=ending % rounding
    ),
    st.integers(0, 99_999), st.integers(0, 5000), st.sampled_from([1, 5, 50, 100, 1000]),
    st.integers(0, 999),
)  # fmt: skip
COSTS = st.integers(0, 10**7)
VARIANTS = st.lists(
    st.builds(
        lambda color, wrap, cost: Costed(chosen={"color": color, "wrap": wrap}, cost=cost),
        st.sampled_from("abc"), st.sampled_from("xy"), st.integers(0, 50_000),
    ),
    min_size=1, max_size=6, unique_by=lambda each: tuple(each.chosen.items()),
)  # fmt: skip


def test_it_works() -> None:
    rule = Rule(percent=Decimal(150), fixed=200, rounding=100, ending=90)
    assert rule.price(1437) == 3890  # 14.37 and one and a half of it and 2.00 make 37.93


@given(RULES, COSTS)
def test_it_is_the_next_price_that_is_not_below_the_rule(rule: Rule, cost: int) -> None:
    exact = cost * (1 + Fraction(rule.percent) / 100) + rule.fixed
    price = rule.price(cost)
    assert exact <= price < exact + rule.rounding
    assert price % rule.rounding == rule.ending


@given(RULES, COSTS, st.integers(0, 5000))
def test_it_never_sells_what_costs_more_for_less(rule: Rule, cost: int, more: int) -> None:
    assert rule.price(cost) <= rule.price(cost + more)


@given(RULES, st.dictionaries(st.integers(1, 4), VARIANTS, min_size=1))
def test_it_sells_no_variant_of_any_row_below_the_rule(
    rule: Rule, rows: dict[int, list[Costed]]
) -> None:
    made = reckon(rows, rule)
    for key, costed in rows.items():
        assert made.amounts[key] % rule.rounding == rule.ending
        for each in costed:
            paid = made.amounts[key] + extra_of(each.chosen, made.extras)
            assert paid >= rule.price(each.cost)
    assert all(extra >= 0 and extra % rule.rounding == 0 for extra in made.extras.values())


def test_it_asks_as_much_more_for_a_choice_as_the_dearest_row_needs() -> None:
    def of(*costs: int) -> list[Costed]:
        return [Costed(chosen={"c": c}, cost=n) for c, n in zip("ab", costs, strict=True)]

    made = reckon({1: of(100, 300), 2: of(500, 600)}, Rule(percent=Decimal(0), rounding=1))
    assert made.amounts == {1: 100, 2: 500}
    assert made.extras == {("c", "a"): 0, ("c", "b"): 200}
