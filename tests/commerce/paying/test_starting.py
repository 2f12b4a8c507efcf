"""Beginning to pay (T3, T4): by what is offered, one session at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Order, Payment, PaymentConnection
from modules.commerce.payments import providers
from modules.commerce.payments.provider import ProviderIsAway, ProviderSaysNo
from modules.commerce.services import paying
from modules.commerce.services.orders import cancelling
from modules.commerce.services.paying import connecting
from safelight.accounts.models import Person
from safelight.billing.models import Plan
from safelight.billing.services import giving, plans, terms
from safelight.jobs.testing import drain
from safelight.payments import Stripe
from tenants.context import current_studio
from tests.commerce.factories import mails
from tests.commerce.paying.orders import bill, start
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db


def test_it_opens_one_session_for_two_tabs(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    assert start(billed) == start(billed)
    assert len(stripe.state.of("checkout.session", connection.account)) == 1


def test_it_closes_a_session_that_is_nearly_over_before_it_opens_another(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    first = start(billed)
    Payment.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert start(billed) != first
    found = stripe.state.of("checkout.session", connection.account)
    assert [session["status"] for session in found] == ["open", "expired"]


def test_it_says_that_it_is_paid_where_the_old_session_was(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    stripe.pay(start(billed))
    Payment.objects.update(expires_at=timezone.now())
    with pytest.raises(paying.NothingToPay):
        paying.start(order=billed, provider="stripe", at=timezone.now())
    billed.refresh_from_db()
    assert billed.payment == "paid"


def test_it_goes_on_after_an_answer_that_was_lost(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    """The session was made, but we never heard its name: the same key finds it."""
    stripe.loses_answers = 3
    with pytest.raises(ProviderIsAway):
        paying.start(order=billed, provider="stripe", at=timezone.now())
    assert Payment.objects.get().session == ""
    assert start(billed)
    assert len(stripe.state.of("checkout.session", connection.account)) == 1


def test_it_finds_by_the_clock_what_was_paid_in_a_session_it_never_heard_of(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    stripe.loses_answers = 3
    with pytest.raises(ProviderIsAway):
        paying.start(order=billed, provider="stripe", at=timezone.now())
    (session,) = stripe.state.of("checkout.session", connection.account)
    stripe.pay(session["id"])
    paying.look(payment_id=Payment.objects.get().pk, at=timezone.now())
    billed.refresh_from_db()
    assert billed.payment == "paid"


def test_it_gives_up_what_the_provider_tells_nothing_of(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    """The studio has taken its account away from the platform."""
    start(billed)
    del stripe.state.things[connection.account]
    payment, at = Payment.objects.get(), timezone.now()
    paying.look(payment_id=payment.pk, at=at)
    assert Payment.objects.get().is_running
    for minutes in (40, 45):
        paying.look(payment_id=payment.pk, at=at + timedelta(minutes=minutes))
    billed.refresh_from_db()
    assert billed.payment == "unpaid"
    (problem,) = paying.problems(billed)
    assert "Look at the payment provider" in problem.sentence
    assert len(mails("order_money_problem")) == 1


@pytest.mark.parametrize("provider", ["test", "offline", "", "stripe ", "paypal", "STRIPE"])
def test_pay_08_it_takes_no_provider_that_is_not_offered(
    provider: str, billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    with pytest.raises(paying.CannotBePaidSo) as refused:
        paying.start(order=billed, provider=provider, at=timezone.now())
    assert refused.value.status == 400
    assert not Payment.objects.exists()


def test_pay_08_it_offers_no_test_where_tests_are_not_allowed(
    inside_acme: object, settings: Any
) -> None:
    connecting.connect_test(at=timezone.now())
    assert [each.code for each in providers.available(timezone.now())] == ["test"]
    settings.TEST_PAYMENTS = False
    assert providers.available(timezone.now()) == []
    with pytest.raises(connecting.NotSetUpHere):
        connecting.connect_test(at=timezone.now())


@pytest.mark.parametrize(
    "fields",
    [{"validation": "awaiting"}, {"validation": "declined"}, {"payment": "paid"}],
    ids=lambda fields: "-".join(fields.values()),
)
def test_it_begins_nothing_where_nothing_may_be_paid(
    fields: dict[str, Any], carla: Person, connection: PaymentConnection
) -> None:
    order = bill(carla, **fields)
    with pytest.raises(paying.NothingToPay):
        paying.start(order=order, provider="stripe", at=timezone.now())


def test_it_begins_nothing_for_a_cancelled_order(
    billed: Order, connection: PaymentConnection, alice: Person
) -> None:
    cancelling.cancel(order=billed, by=alice, at=timezone.now(), tell_client=False)
    with pytest.raises(paying.NothingToPay):
        paying.start(order=billed, provider="stripe", at=timezone.now())


def test_it_can_be_paid_after_the_studio_accepted_it(
    carla: Person, connection: PaymentConnection
) -> None:
    assert start(bill(carla, validation="accepted"))


def test_it_takes_the_platforms_fee_where_one_is_set(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, settings: Any
) -> None:
    keys: Stripe = settings.STRIPE
    from_percent = type(keys.fee_percent)("2.5")
    settings.STRIPE = Stripe(keys.api_key, keys.webhook_secret, from_percent, keys.address)
    start(billed)
    (asked,) = stripe.made("checkout/sessions")
    assert asked.params["payment_intent_data[application_fee_amount]"] == "75"


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [("EUR", 1999, "1999"), ("JPY", 1999, "1999"), ("KWD", 1990, "1990"), ("ISK", 7, "700")],
)
def test_it_asks_for_the_amount_as_stripe_counts_it(
    currency: str, amount: int, told: str, carla: Person, connection: PaymentConnection,
    stripe: StripeDouble, post: Post,
) -> None:  # fmt: skip
    order = bill(carla, prices=(amount,), currency=currency)
    stripe.pay(start(order))
    (asked,) = stripe.made("checkout/sessions")
    assert asked.params["line_items[0][price_data][unit_amount]"] == told
    post.bring()
    drain()
    order.refresh_from_db()
    assert order.payment == "paid"
    assert order.payments.get().received == amount


def test_it_refuses_an_amount_that_stripe_cannot_take(
    carla: Person, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    order = bill(carla, prices=(1999,), currency="KWD")
    with pytest.raises(ProviderSaysNo):
        paying.start(order=order, provider="stripe", at=timezone.now())
    order.refresh_from_db()
    assert order.payment == "unpaid"
    assert stripe.made("checkout/sessions") == []


def test_it_takes_the_share_that_the_studios_plan_says_and_gives_it_back(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    plan = Plan.objects.get(code="studio")
    dear = replace(terms.of(plan.current()), fee_percent=Decimal(10))
    plans.change(plan=plan, terms=dear, at=timezone.now())
    giving.give_plan(
        studio=current_studio(), plan=plan, until=None, by="Olga", reason="Dear", at=timezone.now()
    )
    start(billed)
    (asked,) = stripe.made("checkout/sessions")
    assert asked.params["payment_intent_data[application_fee_amount]"] == "300"
    assert Payment.objects.get().fee_percent == Decimal(10)
