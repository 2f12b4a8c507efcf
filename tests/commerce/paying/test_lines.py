"""What Stripe's page lists: the order's lines where they come to its total, else one line."""

from __future__ import annotations

import pytest

from modules.commerce.models import Order, OrderLine, Parcel, Payment
from modules.commerce.payments import stripe_lines
from modules.commerce.payments.provider import ProviderSaysNo
from safelight.accounts.models import Person
from tests.commerce.paying.orders import bill

pytestmark = pytest.mark.django_db


def _bought(order: Order, amount: int | None = None) -> list[tuple[str, int, int]]:
    """(name, quantity, price of one), as they are sent."""
    total = order.total if amount is None else amount
    items = stripe_lines.items(Payment(order=order, amount=total, currency=order.currency))
    prices = [each["price_data"] for each in items]
    return [
        (price["product_data"]["name"], each["quantity"], price["unit_amount"])
        for each, price in zip(items, prices, strict=True)
    ]


def _change(order: Order, **fields: object) -> OrderLine:
    """The first line, with these fields."""
    order.lines.filter(pk=order.lines.all()[0].pk).update(**fields)
    return order.lines.select_related("order")[0]


def test_it_lists_each_line_and_parcel(billed: Order) -> None:
    Parcel.objects.create(order=billed, name="Standard", kind="ship", amount=400)
    names = [line.name for line in billed.lines.all()]
    found = _bought(billed, 3400)
    assert found == [(names[0], 1, 2000), (names[1], 1, 1000), ("Shipping: Standard", 1, 400)]


@pytest.mark.parametrize(
    ("discount", "listed"), [(300, ("", 3, 200)), (100, ("3 × ", 1, 800))], ids=["divides", "not"]
)
def test_it_lists_copies_as_such_where_their_price_is_whole(
    discount: int, listed: tuple[str, int, int], billed: Order
) -> None:
    less = [{"name": "SUMMER", "amount": discount}]
    line = _change(
        billed, quantity=3, unit_price=300, amount=900, discount=discount, discounts=less
    )
    start, quantity, price = listed
    first, _second = _bought(billed, 1000 + line.gross)
    assert first == (start + line.name, quantity, price)


def test_it_says_what_was_chosen_and_what_came_off_and_on(billed: Order) -> None:
    billed.prices_include_tax = False
    billed.save(update_fields=["prices_include_tax"])
    _change(
        billed, description="Full size", choices=[{"option": "Paper", "choice": "Matte"}],
        discount=500, discounts=[{"name": "SUMMER", "amount": 500}],
        tax=285, taxes=[{"name": "VAT", "percent": "19.0000", "amount": 285}],
    )  # fmt: skip
    items = stripe_lines.items(Payment(order=billed, amount=2785, currency="EUR"))
    words = "Full size; Paper: Matte; SUMMER: −5.00 EUR; VAT: +2.85 EUR"
    assert items[0]["price_data"]["product_data"]["description"] == words
    assert items[0]["price_data"]["unit_amount"] == 1785


def test_it_tells_of_copies_that_were_left_out(billed: Order) -> None:
    line = _change(billed, quantity=4, unit_price=500, amount=2000, taken_off=500)
    items = stripe_lines.items(Payment(order=billed, amount=2500, currency="EUR"))
    product = {"name": f"4 × {line.name}", "description": "Left out: −5.00 EUR"}
    assert items[0]["price_data"]["product_data"] == product
    assert (items[0]["quantity"], items[0]["price_data"]["unit_amount"]) == (1, 1500)


def test_it_leaves_out_what_costs_nothing(billed: Order) -> None:
    _change(billed, unit_price=0, amount=0)
    assert [price for _name, _count, price in _bought(billed, 1000)] == [1000]


def test_it_lists_one_line_where_the_lines_do_not_come_to_the_total(billed: Order) -> None:
    assert _bought(billed, 2999) == [(f"Order {billed.number}", 1, 2999)]


def test_it_lists_one_line_where_there_are_too_many(carla: Person, inside_acme: object) -> None:
    order = bill(carla, prices=(100,))
    OrderLine.objects.bulk_create(
        OrderLine(order=order, kind="product", name=str(n), unit_price=100, amount=100)
        for n in range(stripe_lines.MOST)
    )
    assert len(_bought(order, 100 * (stripe_lines.MOST + 1))) == 1
    order.lines.filter(name="0").delete()
    assert len(_bought(order, 100 * stripe_lines.MOST)) == stripe_lines.MOST


def test_it_lists_one_line_where_a_line_is_no_whole_number_of_stripes_units(
    carla: Person, inside_acme: object
) -> None:
    order = bill(carla, prices=(1005, 1005), currency="KWD")
    assert _bought(order) == [(f"Order {order.number}", 1, 2010)]
    with pytest.raises(ProviderSaysNo):
        _bought(order, 2015)
