"""T1: the client finishes; the order is there, whole, and both are told once."""

from __future__ import annotations

import pytest

from modules.commerce.models import Order
from modules.commerce.services.orders.placing import CartIsEmpty, Customer
from modules.gallery.models import Gallery
from tests.commerce.checkout.buying import buy, cart_of
from tests.commerce.factories import mails, place
from tests.commerce.transitions.mixed import fill_mixed, seen, states


def test_t1_it_places_nothing_from_an_empty_cart(who: Customer, gallery: Gallery) -> None:
    with pytest.raises(CartIsEmpty):
        place(who)
    assert not Order.objects.exists()


def test_t1_it_freezes_the_cart_and_empties_it(unpaid: Order, who: Customer) -> None:
    assert (unpaid.validation, unpaid.payment, unpaid.life) == ("not_required", "unpaid", "open")
    assert (unpaid.goods, unpaid.shipping, unpaid.total) == (6000, 490, 6490)
    assert states(unpaid) == ["awaiting_payment"] * 5
    assert not cart_of(who).items.exists()


def test_t1_it_starts_at_once_what_costs_nothing(who: Customer, gallery: Gallery) -> None:
    order = place(who, gallery)
    assert (order.payment, order.total) == ("not_due", 0)
    assert states(order) == ["deferred"] * 3


def test_t1_it_tells_client_and_studio_once(unpaid: Order) -> None:
    assert len(mails("order_placed")) == len(mails("order_placed_studio")) == 1


def test_t1_it_places_one_order_for_a_key(who: Customer, gallery: Gallery) -> None:
    fill_mixed(who, gallery)
    first = buy(who, key="form")
    before = seen(first)
    again = place(who, key="form")
    assert again.pk == first.pk
    assert seen(first) == before
