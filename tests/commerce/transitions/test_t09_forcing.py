"""T9: the team may deliver although nothing was paid, if it says so; the order shows it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Delivery, Order, OrderEntry
from modules.commerce.services import paying
from modules.commerce.services.delivery import forcing
from modules.commerce.services.delivery.delivering import NothingToDeliver, OrderIsClosed
from modules.commerce.services.delivery.forcing import CannotBeForced, ConfirmationNeeded
from modules.commerce.services.orders import cancelling, leaving_out
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states


def _force(order: Order, by: Person, *, sure: bool = True) -> Delivery | None:
    return forcing.deliver(order=order, by=by, sure=sure, at=timezone.now())


def test_t9_it_delivers_and_says_that_it_was_before_payment(unpaid: Order, alice: Person) -> None:
    made = _force(unpaid, alice)
    drain()
    unpaid.refresh_from_db()
    assert made is not None
    assert made.before_payment
    assert unpaid.payment == "unpaid"
    assert states(unpaid) == ["delivered", "deferred", "external", "external", "external"]
    assert len(mails("order_delivered")) == 1
    assert OrderEntry.objects.get(verb="forced").by == alice


def test_t9_it_wants_to_be_told_twice(unpaid: Order, alice: Person) -> None:
    before = seen(unpaid)
    with pytest.raises(ConfirmationNeeded):
        _force(unpaid, alice, sure=False)
    assert seen(unpaid) == before


def test_t9_it_happens_once(unpaid: Order, alice: Person) -> None:
    _force(unpaid, alice)
    before = seen(unpaid)
    with pytest.raises(NothingToDeliver, match="Already delivered by Alice"):
        _force(unpaid, alice)
    assert seen(unpaid) == before


def test_t9_it_delivers_nothing_again_when_it_is_paid_later(unpaid: Order, alice: Person) -> None:
    _force(unpaid, alice)
    paying.mark_paid(order=unpaid, by=alice, note="", at=timezone.now())
    drain()
    unpaid.refresh_from_db()
    assert unpaid.payment == "paid"
    assert len(mails("order_delivered")) == 1
    assert len(mails("order_paid")) == 1


@pytest.mark.parametrize("validation", ["awaiting", "declined"])
def test_t9_it_forces_nothing_that_was_not_accepted(
    validation: str, unpaid: Order, alice: Person
) -> None:
    Order.objects.filter(pk=unpaid.pk).update(validation=validation)
    before = seen(unpaid)
    with pytest.raises(CannotBeForced):
        _force(unpaid, alice)
    assert seen(unpaid) == before


def test_t9_it_forces_nothing_that_was_given_back(paid: Order, alice: Person) -> None:
    parts = paying.everything_left(paid)
    paying.refund(order=paid, parts=parts, reason="", by=alice, key="k", at=timezone.now())
    with pytest.raises(CannotBeForced, match="given back"):
        _force(paid, alice)


def test_t9_it_forces_nothing_of_a_cancelled_order(unpaid: Order, alice: Person) -> None:
    cancelling.cancel(order=unpaid, by=alice, at=timezone.now(), tell_client=False)
    with pytest.raises(OrderIsClosed):
        _force(unpaid, alice)
    assert not forcing.may_be_forced(Order.objects.get(pk=unpaid.pk))


def test_t9_it_lets_prints_go_where_no_file_is_ready(unpaid: Order, alice: Person) -> None:
    for item in unpaid.items.order_by("pk")[:2]:
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    assert _force(unpaid, alice) is None
    assert states(unpaid)[2:] == ["external"] * 3
    assert not mails("order_delivered")
