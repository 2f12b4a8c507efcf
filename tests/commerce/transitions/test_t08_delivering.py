"""T8: what is ready goes out in one batch with one mail; the rest waits for its own way."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Delivery, Order
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import (
    NothingToDeliver,
    NotToBeDeliveredYet,
    OrderIsClosed,
)
from modules.commerce.services.orders import cancelling
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import buy, put
from tests.commerce.factories import mails, photos_of, retouch
from tests.commerce.prices.factories import sell
from tests.commerce.transitions.mixed import seen, states


def _deliver(order: Order, by: Person) -> Delivery:
    return delivering.deliver_ready(order=order, by=by, at=timezone.now())


def test_t8_it_delivers_the_files_that_are_ready(paid: Order, alice: Person) -> None:
    _deliver(paid, alice)
    assert states(paid) == ["delivered", "deferred", "external", "external", "external"]
    assert len(mails("order_delivered")) == 1


def test_t8_it_says_who_was_first_and_does_nothing(paid: Order, alice: Person) -> None:
    _deliver(paid, alice)
    before = seen(paid)
    with pytest.raises(NothingToDeliver, match="Already delivered by Alice"):
        _deliver(paid, alice)
    assert seen(paid) == before


def test_t8_it_delivers_nothing_that_is_not_paid(unpaid: Order, alice: Person) -> None:
    before = seen(unpaid)
    with pytest.raises(NotToBeDeliveredYet, match="not paid"):
        _deliver(unpaid, alice)
    assert seen(unpaid) == before


def test_t8_it_delivers_nothing_of_a_cancelled_order(paid: Order, alice: Person) -> None:
    cancelling.cancel(order=paid, by=alice, at=timezone.now(), tell_client=False)
    before = seen(paid)
    with pytest.raises(OrderIsClosed):
        _deliver(paid, alice)
    assert seen(paid) == before


def test_t8_row_145_it_delivers_a_whole_gallery_in_parts(
    who: Customer, gallery: Gallery, alice: Person
) -> None:
    whole = sell("gallery", 0, at=gallery, only_final_at_once=True)
    put(who, whole, gallery=gallery)
    order = buy(who)
    retouch(*photos_of(gallery)[:2])
    recalculating.recalculate(order=order, by=alice, at=timezone.now())
    _deliver(order, alice)
    order.refresh_from_db()
    assert (order.lines.count(), order.fulfilment) == (1, "partial")
    assert sorted(states(order)) == ["deferred", "delivered", "delivered"]
