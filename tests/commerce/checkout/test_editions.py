"""PAY-11: many buyers of few copies, over connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.test import override_settings

from modules.commerce.models import Hold, Order, PriceList, Stock
from modules.commerce.services import carts, stock
from modules.commerce.services.orders import numbers, placing
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.jobs import doorbell
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.checkout.buying import buy, put
from tests.commerce.committing import forget_jobs
from tests.commerce.factories import customer, photos_of, shop
from tests.commerce.prices.factories import keep, sell
from tests.jobs import workers

COPIES = 10
CONNECTIONS = 40


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


@pytest.fixture
def gallery(studio: Studio) -> Gallery:
    return shop(None, photos=2)


@pytest.fixture
def edition(gallery: Gallery) -> PriceList:
    """Ten copies of each of two photos."""
    prints = sell("print", 1000, at=gallery)
    for photo in photos_of(gallery):
        keep(prints, COPIES, photo)
    return prints


def _queue(studio: Studio, calls: list[Callable[[], Any]]) -> list[Any]:
    """Run the calls over so many connections at once; what each returned or raised."""

    def inside(call: Callable[[], Any]) -> Any:
        with tenant_context(studio):
            try:
                return call()
            except Exception as problem:  # noqa: BLE001 - the test says which it expects
                return problem

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = [pool.submit(workers.in_thread(partial(inside, call))) for call in calls]
        return [run.result(90) for run in runs]


def _buyers(count: int, gallery: Gallery, edition: PriceList) -> list[Customer]:
    found = [customer(email=f"gast{number}@example.org") for number in range(count)]
    for number, who in enumerate(found):
        photos = photos_of(gallery)
        # Half of them the other way round: whoever locks as they come waits in a circle.
        for photo in photos if number % 2 else reversed(photos):
            put(who, edition, gallery=gallery, photo=photo)
    return found


def _sold() -> int:
    return sum(Hold.objects.filter(released_at=None).values_list("quantity", flat=True))


@pytest.mark.fault
def test_pay_11_it_sells_ten_of_ten_to_two_hundred(
    studio: Studio, gallery: Gallery, edition: PriceList
) -> None:
    buyers = _buyers(200, gallery, edition)
    found = _queue(studio, [partial(buy, who) for who in buyers])
    assert Order.objects.count() == sum(isinstance(each, Order) for each in found) == COPIES
    others = {type(each).__name__ for each in found if not isinstance(each, Order)}
    assert others <= {"SoldOut", "CartHasChanged"}
    assert list(Stock.objects.values_list("left", flat=True)) == [0, 0]
    assert _sold() == 2 * COPIES


@pytest.mark.fault
def test_pay_11_it_sells_ten_of_ten_to_forty_who_try_three_times(
    studio: Studio, gallery: Gallery, edition: PriceList
) -> None:
    def thrice(who: Customer) -> None:
        for _time in range(3):
            with suppress(stock.SoldOut, carts.CannotBeOrdered, placing.CartHasChanged):
                put(who, edition, gallery=gallery)
                buy(who)

    buyers = [customer(email=f"gast{number}@example.org") for number in range(CONNECTIONS)]
    found = _queue(studio, [partial(thrice, who) for who in buyers])
    assert found == [None] * CONNECTIONS
    assert Order.objects.count() == _sold() == COPIES


@pytest.mark.fault
def test_pay_11_it_would_oversell_without_the_lock(
    studio: Studio, gallery: Gallery, edition: PriceList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody has looked before anybody takes: what the lock forbids."""
    point, take = threading.Barrier(8), numbers.take_next

    def meet() -> int:
        with suppress(threading.BrokenBarrierError):
            point.wait(2)
        return take()

    monkeypatch.setattr(numbers, "take_next", meet)
    buyers = _buyers(CONNECTIONS, gallery, edition)
    with override_settings(RELIABILITY_DISABLE={"locks"}):
        _queue(studio, [partial(buy, who) for who in buyers])
    assert _sold() > 2 * COPIES
