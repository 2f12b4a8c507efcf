"""Several people at the same moment, over connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.test import override_settings
from django.utils import timezone

from modules.commerce.models import Delivery, Order, OrderEntry
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import NothingToDeliver
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.jobs import doorbell
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs, together
from tests.commerce.factories import customer, fill, mails, photos_of, place, retouch, shop


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


@pytest.fixture
def order(studio: Studio) -> Order:
    """Twenty photos, twelve of them ready to deliver."""
    carla = Person.objects.get(email="carla@example.org")
    gallery = shop(carla, photos=20)
    made = place(customer(carla), gallery)
    retouch(*photos_of(gallery)[:12])
    recalculating.recalculate(order=made, by=None, at=timezone.now())
    return made


def _meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has read what is ready waits a second for somebody else to read the same."""
    point = threading.Barrier(2)
    ready = delivering._ready

    def meet(order: Order, *, by_itself: bool) -> list[object]:
        found = ready(order, by_itself=by_itself)
        with suppress(threading.BrokenBarrierError):
            point.wait(1)
        return found  # type: ignore[return-value]

    monkeypatch.setattr(delivering, "_ready", meet)


def _press(order: Order, email: str) -> Callable[[], Delivery]:
    def press() -> Delivery:
        by = Person.objects.get(email=email)
        return delivering.deliver_ready(order=order, by=by, at=timezone.now())

    return press


def _delivered_by_two(studio: Studio, order: Order) -> None:
    """D-14: one delivery and one mail; the other one hears who was first."""
    found = together(studio, _press(order, "alice@example.org"), _press(order, "bob@example.org"))
    (made,) = [each for each in found if isinstance(each, Delivery)]
    (late,) = [each for each in found if isinstance(each, NothingToDeliver)]
    assert f"Already delivered by {made.by}" in late.sentence
    assert Delivery.objects.count() == 1
    assert len(mails("order_delivered")) == 1
    assert OrderEntry.objects.filter(verb="delivered").count() == 1


@pytest.mark.fault
def test_it_delivers_once_when_two_press_at_once(
    studio: Studio, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meeting(monkeypatch)
    _delivered_by_two(studio, order)
    assert order.items.filter(state="delivered").count() == 12


@pytest.mark.fault
def test_it_would_fail_somebody_without_the_lock(
    studio: Studio, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meeting(monkeypatch)
    with (
        override_settings(RELIABILITY_DISABLE={"locks"}),
        pytest.raises(ValueError, match="unpack"),
    ):
        _delivered_by_two(studio, order)


@pytest.mark.fault
def test_d_14_it_delivers_once_when_twenty_press_at_once(studio: Studio, order: Order) -> None:
    found = together(studio, *[_press(order, "alice@example.org")] * 20)
    assert sum(isinstance(each, Delivery) for each in found) == 1
    assert sum(isinstance(each, NothingToDeliver) for each in found) == 19
    assert len(mails("order_delivered")) == 1


def _shopping() -> tuple[Customer, Gallery]:
    who = customer(Person.objects.get(email="carla@example.org"))
    gallery = shop(who.person, photos=3)
    fill(who, gallery)
    return who, gallery


@pytest.mark.fault
def test_pay_13_it_places_one_order_for_twenty_submits_of_one_key(studio: Studio) -> None:
    who, _gallery = _shopping()
    found = together(studio, *[lambda: place(who, key="tab").pk] * 20)
    assert len(set(found)) == 1
    assert found[0] == Order.objects.get().pk
    assert len(mails("order_placed")) == len(mails("order_placed_studio")) == 1


@pytest.mark.fault
def test_it_numbers_orders_one_after_the_other(studio: Studio) -> None:
    gallery = shop(None, photos=1)
    guests = [customer(email=f"gast{number}@example.org") for number in range(8)]
    together(studio, *[lambda guest=guest: place(guest, gallery) for guest in guests])
    numbers = sorted(Order.objects.values_list("number", flat=True))
    assert numbers == list(range(1001, 1009))
