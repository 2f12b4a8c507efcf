"""Fees: paid when booking, in two parts, or outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from modules.bookings.models import Booking, BookingCharge
from modules.bookings.services.booking import changing, deciding, finishing
from modules.bookings.services.fees import amounts, charging, hearing, standing
from modules.bookings.services.mails import reminding
from modules.commerce import facade as commerce
from modules.commerce.models import Order, PaymentConnection
from safelight.accounts.models import Person
from safelight.jobs import testing as jobs
from safelight.outbox.models import OutgoingMessage
from tests.bookings import calendars
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def online(inside_acme: object) -> None:
    """Clients pay by the test provider."""
    PaymentConnection.objects.create(
        provider="test", ready=True, connected_at=timezone.now() - timedelta(days=1)
    )


def _finish(**changed: object) -> Booking:
    portrait, package = making.offered(fee=30000, **changed)
    booking = making.held(portrait, package, free_hour(40))
    finishing.finish(booking=booking, at=timezone.now())
    return _again(booking)


def _again(booking: Booking) -> Booking:
    found: Booking = Booking.objects.select_related("session_type").get(pk=booking.pk)
    return found


def _pay(charge: BookingCharge, by: Person) -> None:
    commerce.mark_paid(order=charge.order, by=by, note="", at=timezone.now())
    jobs.drain()


def _mails(kind: str) -> int:
    return OutgoingMessage.objects.filter(key__startswith=f"bookings.{kind}:").count()


@pytest.mark.usefixtures("online")
def test_it_is_booked_when_the_whole_fee_is_in(alice: Person) -> None:
    booking = _finish()
    charge = booking.charges.get()
    assert (booking.state, charge.what, charge.order.total) == ("held", "whole", 30000)
    _pay(charge, alice)
    assert _again(booking).state == "booked"
    assert _mails("confirmation") == 1


@pytest.mark.usefixtures("online")
def test_it_hears_the_same_payment_twice_as_once(alice: Person) -> None:
    booking = _finish()
    _pay(booking.charges.get(), alice)
    hearing.paid(order_id=booking.charges.get().order_id, at=timezone.now())
    jobs.drain()
    assert booking.entries.filter(verb="paid").count() == 1
    assert _mails("team.booked") == 1


def test_it_is_booked_at_once_where_nobody_can_pay_online() -> None:
    booking = _finish()
    assert booking.state == "booked"
    assert standing.of(booking, at=timezone.now()).left == 30000


@pytest.mark.usefixtures("online")
def test_it_asks_for_a_retainer_and_later_for_the_balance(alice: Person) -> None:
    booking = _finish(fee_mode="retainer", retainer=30, balance_days=14)
    _pay(booking.charges.get(what="retainer"), alice)
    assert amounts.of(_again(booking)).later == 21000
    early = booking.starts_at - timedelta(days=14 + 8)
    reminding.ask_for_balances(at=early)
    assert not booking.charges.filter(what="balance").exists()
    for days in (6, 6, 0, -4):
        reminding.ask_for_balances(at=booking.starts_at - timedelta(days=14 + days))
    balance = booking.charges.get(what="balance")
    assert balance.order.total == 21000
    assert (_mails("balance"), _mails("overdue")) == (2, 1)
    _pay(balance, alice)
    assert standing.of(_again(booking), at=timezone.now()).words == "Paid"


def test_it_charges_all_of_it_where_the_balance_would_be_due_already() -> None:
    portrait, package = making.offered(fee=30000, fee_mode="retainer", balance_days=60)
    booking = making.booked(portrait, package, free_hour())
    assert booking.charges.get().order.total == 30000
    assert charging.ask_balance(_again(booking), at=timezone.now()) is None


def test_it_charges_nothing_that_is_paid_outside(alice: Person) -> None:
    booking = _finish(fee_mode="outside")
    assert not Order.objects.exists()
    settled = deciding.settle(booking=booking, by=alice, at=timezone.now())
    assert standing.of(settled, at=timezone.now()).left == 0


@pytest.mark.usefixtures("online")
def test_it_gives_a_time_back_to_who_paid_late_if_it_is_free(alice: Person) -> None:
    booking = _finish()
    Booking.objects.filter(pk=booking.pk).update(state="lapsed", occupies=False)
    _pay(booking.charges.get(), alice)
    assert _again(booking).state == "booked"


@pytest.mark.usefixtures("online")
def test_it_tells_the_studio_when_who_paid_late_lost_the_time(alice: Person) -> None:
    booking = _finish()
    Booking.objects.filter(pk=booking.pk).update(state="lapsed", occupies=False)
    again = calendars.hold(
        booking.session_type, booking.starts_at, at=timezone.now(), package=booking.package
    )
    _pay(booking.charges.get(), alice)
    assert (_again(booking).state, again.state) == ("lapsed", "held")
    assert _mails("team.too_late") == 1
    assert standing.of(_again(booking), at=timezone.now()).paid == 30000


def test_it_changes_the_fee_until_something_is_paid(alice: Person) -> None:
    booking, at = _finish(), timezone.now()
    changed = deciding.change(booking=booking, package=None, fee=20000, by=alice, at=at)
    counting = charging.counting(changed)
    assert [each.order.total for each in counting] == [20000]
    _pay(counting[0], alice)
    with pytest.raises(deciding.AlreadyPaid):
        deciding.change(booking=changed, package=None, fee=1, by=alice, at=at)


def test_it_asks_for_nothing_more_after_a_cancellation(alice: Person) -> None:
    booking = _finish()
    changing.cancel_by_team(booking=booking, reason="Rain", by=alice, at=timezone.now())
    assert _again(booking).state == "cancelled"
    assert booking.charges.get().order.life == "cancelled"
    assert "Rain" in OutgoingMessage.objects.get(key__startswith="bookings.cancelled:").text_body
