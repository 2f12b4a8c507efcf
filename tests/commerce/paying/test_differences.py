"""PAY-05, PAY-06: money that is not what was asked for does not pay an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Order, Payment, PaymentConnection
from modules.commerce.payments.provider import Seen
from modules.commerce.payments.stripe import StripeProvider
from modules.commerce.services import paying
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.paying.orders import bill, ledger, start, states
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db

AT_STRIPE: dict[str, Callable[[dict[str, Any]], object]] = {
    "amount": lambda session: session.update(amount_total=1),
    "currency": lambda session: session.update(currency="usd"),
    "order": lambda session: session.update(client_reference_id="another"),
    "nobody's": lambda session: session.update(client_reference_id=None, metadata={}),
    "studio": lambda session: session["metadata"].update(studio="another"),
    "payment": lambda session: session["metadata"].update(payment="another"),
    "livemode": lambda session: session.update(livemode=True),
}
SEEN: dict[str, dict[str, Any]] = {
    "less came": {"received": 2999},
    "more came": {"received": 3001},
    "account": {"account": "acct_of_a_stranger"},
    "provider": {"provider": "test"},
}


def _is_set_apart(order: Order) -> None:
    found = ledger(order)
    assert found["payment"] == "failed"
    ((state, received, _refunded, _disputed, problem),) = found["payments"]
    assert (state, received) == ("failed", 0)
    assert problem
    assert states(order) == {"awaiting_payment"}
    assert mails("order_paid") == []
    assert len(mails("order_money_problem")) == 1
    assert paying.problems(order)[0].sentence == problem


@pytest.mark.parametrize("what", AT_STRIPE)
def test_pay_05_it_is_not_paid_by_what_does_not_fit(
    what: str, billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    session = start(billed)
    stripe.pay(session)
    AT_STRIPE[what](stripe.state.things[session])
    post.bring()
    post.bring_these(stripe.state.events)
    drain()
    _is_set_apart(billed)


@pytest.mark.parametrize("what", SEEN)
def test_pay_06_it_is_not_paid_by_another_sum_account_or_provider(
    what: str, billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    stripe.pay(start(billed))
    payment = Payment.objects.select_related("connection", "order").get()
    seen = replace(StripeProvider().look(payment, at=timezone.now()), **SEEN[what])
    for _again in range(2):
        paying.settle(payment_id=payment.pk, seen=seen, at=timezone.now())
    _is_set_apart(billed)
    with pytest.raises(paying.NothingToPay):
        paying.start(order=billed, provider="stripe", at=timezone.now())


def test_pay_05_it_does_not_take_one_orders_payment_for_another(
    billed: Order, carla: Person, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    other = bill(carla)
    stripe.pay(start(other))
    start(billed)
    theirs = other.payments.select_related("connection", "order").get()
    seen = StripeProvider().look(theirs, at=timezone.now())
    paying.settle(payment_id=billed.payments.get().pk, seen=seen, at=timezone.now())
    _is_set_apart(billed)


def test_it_says_what_came_in_the_words_of_money(
    billed: Order, connection: PaymentConnection
) -> None:
    start(billed)
    _settled(billed, _seen(billed, seconds=1, **{**PAID, "received": 2999}))
    assert "29.99 EUR came, 30.00 EUR were asked for" in paying.problems(billed)[0].sentence


def _seen(order: Order, *, seconds: int, **fields: Any) -> Seen:
    payment = order.payments.select_related("connection").get()
    assert payment.connection is not None
    return Seen(
        **{
            "asked_at": timezone.now() + timedelta(seconds=seconds), "provider": "stripe",
            "account": payment.connection.account, "livemode": False, "order": order.public_id,
            "payment": payment.public_id, "currency": "EUR", "amount": 3000, "state": "open",
            **fields,
        }
    )  # fmt: skip


PAID = {"state": "succeeded", "received": 3000, "reference": "pi_1"}


def _settled(order: Order, *seen: Seen) -> dict[str, Any]:
    for each in seen:
        paying.settle(payment_id=order.payments.get().pk, seen=each, at=timezone.now())
    return ledger(order)


def test_it_leaves_an_old_answer_alone_that_arrives_last(
    billed: Order, connection: PaymentConnection
) -> None:
    start(billed)
    new, old = _seen(billed, seconds=2, disputed=True, **PAID), _seen(billed, seconds=1, **PAID)
    assert _settled(billed, new, old)["payments"][0][3] is True


def test_it_would_believe_the_old_answer_without_the_time_of_asking(
    billed: Order, connection: PaymentConnection
) -> None:
    """The twin: what a handler does that takes every answer for the newest."""
    start(billed)
    new, old = _seen(billed, seconds=1, disputed=True, **PAID), _seen(billed, seconds=2, **PAID)
    assert _settled(billed, new, old)["payments"][0][3] is False


@pytest.mark.parametrize("state", ["open", "processing", "failed", "expired"])
def test_it_never_goes_back_from_paid(
    state: str, billed: Order, connection: PaymentConnection
) -> None:
    start(billed)
    paid, later = _seen(billed, seconds=1, **PAID), _seen(billed, seconds=2, state=state)
    assert _settled(billed, paid, later)["payment"] == "paid"


@pytest.mark.parametrize("state", ["processing", "failed", "expired"])
def test_it_takes_money_that_comes_after_all(
    state: str, billed: Order, connection: PaymentConnection
) -> None:
    start(billed)
    before, paid = _seen(billed, seconds=1, state=state), _seen(billed, seconds=2, **PAID)
    assert _settled(billed, before, paid)["payment"] == "paid"
    assert len(mails("order_paid")) == 1
