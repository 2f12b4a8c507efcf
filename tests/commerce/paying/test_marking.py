"""The team's word that an order is paid (T5), and money that nobody needs any more."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Hold, Order, Payment, PaymentConnection, PriceList, Stock
from modules.commerce.services import paying, stock
from modules.commerce.services.orders import cancelling, validating
from modules.commerce.services.paying import dismissing, marking
from modules.commerce.services.paying.starting import PaymentIsOnItsWay
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.paying.orders import bill, ledger, start, states
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db


def _mark(order: Order, by: Person, note: str = "") -> Payment:
    return paying.mark_paid(order=order, by=by, note=note, at=timezone.now())


def test_it_delivers_what_is_marked_as_paid(billed: Order, alice: Person) -> None:
    _mark(billed, alice, "Cash")
    drain()
    assert ledger(billed)["payment"] == "paid"
    assert states(billed) == {"delivered"}
    assert len(mails("order_paid")) == len(mails("order_paid_studio")) == 1
    entry = billed.entries.get(verb="marked_paid")
    assert (entry.by, entry.detail["note"]) == (alice, "Cash")


def test_it_tells_the_second_who_marks_it(billed: Order, alice: Person, bob: Person) -> None:
    _mark(billed, alice)
    with pytest.raises(paying.AlreadyPaid, match="Alice"):
        _mark(billed, bob)
    assert Payment.objects.count() == 1
    assert len(mails("order_paid")) == 1


def test_it_closes_the_clients_session_first(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    session = start(billed)
    _mark(billed, alice)
    assert stripe.state.things[session]["status"] == "expired"
    assert [row[0] for row in ledger(billed)["payments"]] == ["expired", "succeeded"]


def test_it_finds_that_the_client_has_paid_meanwhile(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    stripe.pay(start(billed))
    with pytest.raises(paying.AlreadyPaid):
        _mark(billed, alice)
    assert ledger(billed)["payments"] == [("succeeded", 3000, 0, False, "")]


def test_it_waits_for_money_that_is_on_its_way(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    stripe.promise(start(billed))
    with pytest.raises(PaymentIsOnItsWay):
        _mark(billed, alice)


def test_it_marks_nothing_that_was_cancelled(billed: Order, alice: Person) -> None:
    cancelling.cancel(order=billed, by=alice, at=timezone.now(), tell_client=False)
    with pytest.raises(marking.CannotBePaid):
        _mark(billed, alice)


def test_it_releases_nothing_before_it_is_accepted(
    inside_acme: Studio, carla: Person, alice: Person
) -> None:
    order = bill(carla, validation="awaiting")
    _mark(order, alice)
    drain()
    assert states(order) == {"awaiting_payment"}
    validating.accept(order=order, by=alice, at=timezone.now())
    drain()
    assert states(order) == {"delivered"}


def test_it_releases_nothing_that_is_accepted_but_not_paid(
    inside_acme: Studio, carla: Person, alice: Person
) -> None:
    order = bill(carla, validation="awaiting")
    validating.accept(order=order, by=alice, at=timezone.now())
    drain()
    assert states(order) == {"awaiting_payment"}


def test_it_flags_money_that_comes_after_cancelling(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, alice: Person
) -> None:
    session = start(billed)
    cancelling.cancel(order=billed, by=alice, at=timezone.now(), tell_client=False)
    stripe.pay(session)
    post.bring()
    drain()
    (problem,) = paying.problems(billed)
    assert "Give it back" in problem.sentence
    assert ledger(billed)["payment"] == "paid"
    assert states(billed) == {"cancelled"}
    assert mails("order_paid") == []
    assert len(mails("order_money_problem")) == 1


def test_it_gives_back_what_came_for_a_cancelled_order(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, alice: Person
) -> None:
    session = start(billed)
    cancelling.cancel(order=billed, by=alice, at=timezone.now(), tell_client=False)
    stripe.pay(session)
    post.bring()
    drain()
    payment = billed.payments.get()
    at = timezone.now()
    paying.send_back(payment=payment, reason="", by=alice, key="k", at=at)
    paying.send_back(payment=payment, reason="", by=alice, key="k", at=at)
    drain()
    assert len(stripe.made("refunds")) == 1
    assert ledger(billed)["payment"] == "refunded"
    dismissing.dismiss(payment=payment, by=alice, at=at)
    assert paying.problems(billed) == []


def test_it_flags_money_for_what_is_sold_out_meanwhile(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    line = billed.lines.order_by("pk")[0]
    line.price_list = PriceList.objects.create(name="Prints", kind="print")
    line.save(update_fields=["price_list"])
    copies = Stock.objects.create(price_list=line.price_list, photo=line.photo, left=1)
    session = start(billed)
    stock.release(billed, at=timezone.now())
    Stock.objects.filter(pk=copies.pk).update(left=0)
    stripe.pay(session)
    post.bring()
    drain()
    (problem,) = paying.problems(billed)
    assert line.name in problem.sentence
    assert ledger(billed)["payment"] == "paid"
    assert states(billed) == {"awaiting_payment"}
    assert len(mails("order_paid")) == 1


def test_it_keeps_the_stock_of_what_is_paid(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    line = billed.lines.order_by("pk")[0]
    line.price_list = PriceList.objects.create(name="Prints", kind="print")
    line.save(update_fields=["price_list"])
    Stock.objects.create(price_list=line.price_list, photo=line.photo, left=1)
    session = start(billed)
    assert Hold.objects.get().until is not None
    stripe.pay(session)
    post.bring()
    drain()
    assert Hold.objects.get().until is None
    assert Stock.objects.get().left == 0
