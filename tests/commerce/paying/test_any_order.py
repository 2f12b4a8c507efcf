"""PAY-04, D-06: number, order and lateness of news do not matter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.commerce.models import Order, PaymentConnection
from modules.commerce.payments.provider import Given, Seen
from modules.commerce.services import paying
from modules.commerce.services.paying import looking
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.paying.orders import ledger, start
from tests.stripe_double import Post, StripeDouble
from tests.stripe_double.shapes import Thing

pytestmark = pytest.mark.django_db

TEMPLATES = ("order_paid", "order_paid_studio", "order_refunded", "order_money_problem")


@pytest.fixture
def story(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> tuple[Order, list[Thing]]:
    """Declined, paid, given back in part twice, one of them failed, disputed and won."""
    session = start(billed)
    stripe.decline(session)
    stripe.pay(session)
    intent = stripe.intent_of(session)
    stripe.give_back(intent, 500, {})
    stripe.fail_refund(stripe.give_back(intent, 700, {})["id"])
    stripe.end_dispute(stripe.dispute(intent)["id"], won=True)
    return billed, list(stripe.state.events)


def _told(order: Order) -> dict[str, Any]:
    counts = {template: len(mails(template)) for template in TEMPLATES}
    verbs = sorted(order.entries.values_list("verb", flat=True))
    return {**ledger(order), "mails": counts, "verbs": verbs}


def _brought(order: Order, post: Post, events: list[Thing], *, at_once: bool) -> dict[str, Any]:
    """What comes of these events, in this order; then everything is taken back."""
    with transaction.atomic():
        for event in events:
            post.bring_these([event])
            if not at_once:
                drain(delayed=True)
        drain(delayed=True)
        found = _told(order)
        transaction.set_rollback(True)
    return found


EXPECTED_LEDGER = {
    "payment": "partially_refunded",
    "life": "open",
    "payments": [("succeeded", 3000, 500, False, "")],
    "refunds": [("succeeded", 500, 500), ("failed", 700, 700)],
}


@pytest.mark.parametrize("at_once", [True, False])
def test_pay_04_it_comes_to_the_same_in_any_order_and_number(
    story: tuple[Order, list[Thing]], post: Post, at_once: bool
) -> None:
    order, events = story
    expected = _brought(order, post, events, at_once=True)
    assert {key: expected[key] for key in EXPECTED_LEDGER} == EXPECTED_LEDGER

    @settings(
        max_examples=12, deadline=None, database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(shuffled=st.permutations(events * 2))
    def same(shuffled: list[Thing]) -> None:
        assert _brought(order, post, shuffled, at_once=at_once) == expected

    same()


def test_pay_04_it_comes_to_the_same_by_each_kind_of_news_alone(
    story: tuple[Order, list[Thing]], post: Post
) -> None:
    order, events = story
    expected = _brought(order, post, events, at_once=True)
    kinds = {event["type"]: event for event in events}
    assert len(kinds) >= 9
    for kind, event in kinds.items():
        assert _brought(order, post, [event], at_once=True) == expected, kind


def _believed(order: Order, events: list[Thing]) -> dict[str, Any]:
    """What a handler comes to that takes each event for the truth of the moment it arrives."""
    payment = order.payments.select_related("connection").get()
    assert payment.connection is not None
    with transaction.atomic():
        for number, event in enumerate(events):
            refund = event["data"]["object"]
            given = Given(
                reference=refund["id"], ours="", amount=refund["amount"], state=refund["status"]
            )
            seen = Seen(
                asked_at=timezone.now() + timedelta(seconds=number), provider="stripe",
                account=payment.connection.account, livemode=False, order=order.public_id,
                payment=payment.public_id, currency="EUR", amount=3000, received=3000,
                state="succeeded", reference="pi", refunds=(given,),
            )  # fmt: skip
            paying.settle(payment_id=payment.pk, seen=seen, at=timezone.now())
        found = ledger(order)
        transaction.set_rollback(True)
    return found


def test_d_06_it_would_end_wrong_where_events_are_believed(
    story: tuple[Order, list[Thing]],
) -> None:
    """The twin: right in the order in which they happened, wrong in another."""
    order, events = story
    refunds = [event for event in events if event["data"]["object"]["object"] == "refund"]
    assert _believed(order, refunds) == EXPECTED_LEDGER
    assert _believed(order, refunds[::-1]) != EXPECTED_LEDGER


@pytest.mark.parametrize("seed", range(4))
def test_d_06_it_survives_copies_shuffling_lateness_and_a_loss(
    seed: int, billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    session = start(billed)
    stripe.pay(session)
    stripe.give_back(stripe.intent_of(session), 1000, {})
    # Two hours late, Stripe signs anew; the news of the refund are lost.
    post.bring_badly(seed=seed, copies=5, lost=["refund.created", "charge.refunded"])
    drain()
    assert set(post.answers) == {200}
    found = ledger(billed)
    assert (found["payment"], found["refunds"]) == (
        "partially_refunded", [("succeeded", 1000, 1000)]
    )  # fmt: skip
    assert len(mails("order_paid")) == len(mails("order_refunded")) == 1


def test_d_06_it_finds_out_by_itself_what_nobody_told(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    """PAY-14: neither the browser nor the news come; a quarter of an hour is enough."""
    stripe.pay(start(billed))
    post.lose()
    assert looking.ask_for_all(at=timezone.now() + timedelta(minutes=5)) == 1
    drain()
    assert ledger(billed)["payment"] == "paid"
    assert len(mails("order_paid")) == 1
    assert looking.ask_for_all(at=timezone.now() + timedelta(minutes=10)) == 0


def test_it_finds_a_refund_whose_news_were_lost(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    session = start(billed)
    stripe.pay(session)
    post.bring()
    drain()
    stripe.give_back(stripe.intent_of(session), 3000, {})
    post.lose()
    assert looking.ask_for_all(at=timezone.now() + timedelta(hours=25)) == 1
    drain()
    assert ledger(billed)["payment"] == "refunded"
