"""PAY-18: what may follow what in the dimensions of an order stands in tables, and they hold."""

from __future__ import annotations

import itertools

import pytest

from modules.commerce.models import Life, Order, PaymentState, Validation
from modules.commerce.models.orders import FOLLOWS, OrderCannotFollow

CHOICES = {"validation": Validation, "payment": PaymentState, "life": Life}
STEPS = [
    (dimension, before, after)
    for dimension, choices in CHOICES.items()
    for before, after in itertools.permutations(choices.values, 2)
]
ALLOWED = [step for step in STEPS if step[2] in FOLLOWS[step[0]][step[1]]]
REFUSED = [step for step in STEPS if step not in ALLOWED]
# Written out once more: a table that changes by mistake is found here.
NEVER = [
    ("life", "cancelled", "open"),
    ("payment", "not_due", "unpaid"),
    ("payment", "paid", "unpaid"),
    ("payment", "paid", "pending"),
    ("payment", "paid", "failed"),
    ("payment", "refunded", "unpaid"),
    ("validation", "accepted", "awaiting"),
    ("validation", "declined", "accepted"),
    ("validation", "not_required", "awaiting"),
]


@pytest.mark.parametrize("dimension", CHOICES)
def test_pay_18_it_says_of_every_value_what_may_follow(dimension: str) -> None:
    assert set(FOLLOWS[dimension]) == set(CHOICES[dimension].values)


@pytest.mark.parametrize("step", ALLOWED)
def test_pay_18_it_follows(step: tuple[str, str, str]) -> None:
    dimension, before, after = step
    order = Order(number=1, **{dimension: before})
    order.follow(dimension, after)
    assert getattr(order, dimension) == after


@pytest.mark.parametrize("step", [*REFUSED, *NEVER])
def test_pay_18_it_does_not_follow(step: tuple[str, str, str]) -> None:
    dimension, before, after = step
    order = Order(number=1, **{dimension: before})
    with pytest.raises(OrderCannotFollow):
        order.follow(dimension, after)
    assert getattr(order, dimension) == before


@pytest.mark.parametrize("dimension", CHOICES)
def test_pay_18_it_may_stay(dimension: str) -> None:
    for value in CHOICES[dimension].values:
        Order(number=1, **{dimension: value}).follow(dimension, value)
