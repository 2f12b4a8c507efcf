"""Copies are taken when an order is placed, and come back when nobody pays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from modules.commerce.models import Hold, Order, OrderEntry, PaymentConnection, Stock
from modules.commerce.services import stock
from modules.commerce.services.orders.placing import Customer
from modules.commerce.tasks import release_lapsed_stock
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import buy, put, set_up
from tests.commerce.factories import customer, photos_of
from tests.commerce.prices.factories import keep, make_row, sell


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    return customer(carla)


@pytest.fixture
def edition(who: Customer, gallery: Gallery) -> Stock:
    """Ten copies of a photo; two of one size and one of another are in Carla's cart."""
    prints = sell("print", 1000, at=gallery)
    put(who, prints, gallery=gallery, quantity=2)
    put(who, make_row(prints, 2000), gallery=gallery)
    return keep(prints, 10, photos_of(gallery)[0])


@pytest.fixture
def payable(inside_acme: object) -> None:
    """A provider that takes payments, so that copies wait for one."""
    PaymentConnection.objects.create(
        provider="test", account="test", ready=True, connected_at=timezone.now()
    )


def _left(edition: Stock) -> int:
    edition.refresh_from_db()
    return int(edition.left)


def _lapse(order: Order) -> None:
    Hold.objects.filter(order=order).update(until=timezone.now() - timedelta(seconds=1))


def test_row_17_it_counts_all_sizes_of_a_list_together(who: Customer, edition: Stock) -> None:
    order = buy(who)
    assert (_left(edition), order.holds.get().quantity) == (7, 3)


def test_it_keeps_copies_where_nobody_is_asked_to_pay_now(who: Customer, edition: Stock) -> None:
    assert buy(who).holds.get().until is None


@pytest.mark.usefixtures("payable")
def test_row_114_it_holds_copies_for_fifteen_minutes(who: Customer, edition: Stock) -> None:
    hold = buy(who).holds.get()
    assert hold.until == hold.order.placed_at + timedelta(minutes=15)


@pytest.mark.usefixtures("payable")
def test_it_holds_copies_for_good_while_the_studio_looks(who: Customer, edition: Stock) -> None:
    set_up(manual_validation=True)
    assert buy(who).holds.get().until is None


@pytest.mark.usefixtures("payable")
def test_it_gives_back_what_was_not_paid_in_time(who: Customer, edition: Stock) -> None:
    order = buy(who)
    release_lapsed_stock()
    assert _left(edition) == 7
    _lapse(order)
    release_lapsed_stock()
    release_lapsed_stock()
    assert _left(edition) == 10
    assert OrderEntry.objects.filter(verb="stock_released").count() == 1


@pytest.mark.usefixtures("payable")
def test_it_keeps_what_was_paid(who: Customer, edition: Stock) -> None:
    order = buy(who)
    with transaction.atomic():
        assert stock.keep(order) == []
    assert stock.release_lapsed(at=timezone.now() + timedelta(days=1)) == 0
    assert _left(edition) == 7


@pytest.mark.usefixtures("payable")
def test_it_takes_copies_again_for_a_late_payment(who: Customer, edition: Stock) -> None:
    order = buy(who)
    _lapse(order)
    stock.release_lapsed(at=timezone.now())
    with transaction.atomic():
        assert stock.keep(order) == []
    assert (_left(edition), order.holds.get().released_at) == (7, None)


@pytest.mark.usefixtures("payable")
def test_it_names_what_a_late_payment_does_not_get(who: Customer, edition: Stock) -> None:
    order = buy(who)
    _lapse(order)
    stock.release_lapsed(at=timezone.now())
    Stock.objects.update(left=2)
    with transaction.atomic():
        names = stock.keep(order)
    assert set(names) == {edition.photo.name if edition.photo else ""}
    assert _left(edition) == 2


@pytest.mark.usefixtures("payable")
def test_it_holds_anew_when_somebody_comes_back_to_pay(who: Customer, edition: Stock) -> None:
    order, later = buy(who), timezone.now() + timedelta(minutes=10)
    with transaction.atomic():
        stock.hold(order, at=later)
    assert order.holds.get().until == later + stock.PATIENCE
    stock.release_lapsed(at=later + timedelta(hours=1))
    Stock.objects.update(left=1)
    with pytest.raises(stock.SoldOut, match="Fewer"), transaction.atomic():
        stock.hold(order, at=later)


def test_it_gives_back_once(who: Customer, edition: Stock) -> None:
    order = buy(who)
    for _time in range(2):
        with transaction.atomic():
            stock.release(order, at=timezone.now())
    assert _left(edition) == 10


def test_it_knows_no_limit_without_a_stock(who: Customer, gallery: Gallery) -> None:
    put(who, sell("print", at=gallery), gallery=gallery, quantity=9_999)
    assert not buy(who).holds.exists()
