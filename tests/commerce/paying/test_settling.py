"""A provider's word: paid once, whoever says it and however often (T5, T6, T13)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order, OrderEntry, Payment, PaymentConnection
from modules.commerce.services import paying
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.paying.orders import ledger, start, states
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_providers_page(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    made = paying.start(order=billed, provider="stripe", at=timezone.now())
    assert made.url.startswith(f"{stripe.address}/pay/cs_test_")
    billed.refresh_from_db()
    assert billed.payment == "pending"
    (asked,) = stripe.made("checkout/sessions")
    assert asked.account == connection.account
    assert asked.key == f"pay-{made.public_id}"
    prices = [f"line_items[{number}][price_data][unit_amount]" for number in range(2)]
    assert [asked.params[name] for name in prices] == ["2000", "1000"]
    assert "payment_intent_data[application_fee_amount]" not in asked.params


def test_d_07_it_delivers_what_is_paid_although_the_browser_never_comes_back(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    """D-07: the provider's news alone complete the order, and each mail goes out once."""
    stripe.pay(start(billed))
    post.bring()
    drain()
    assert set(post.answers) == {200}
    assert ledger(billed)["payment"] == "paid"
    assert states(billed) == {"delivered"}
    for template in ("order_paid", "order_paid_studio", "order_delivered"):
        assert len(mails(template)) == 1, template
    assert OrderEntry.objects.filter(verb="paid").count() == 1


def test_d_07_it_would_stay_unpaid_where_nobody_tells_and_nobody_asks(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    """The twin: neither the browser, nor the news, nor the clock."""
    stripe.pay(start(billed))
    post.lose()
    drain()
    assert ledger(billed)["payment"] == "pending"
    assert states(billed) == {"awaiting_payment"}


def test_it_changes_nothing_when_it_is_told_again(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    stripe.pay(start(billed))
    post.bring()
    drain()
    before = ledger(billed)
    payment = Payment.objects.get()
    for _again in range(3):
        paying.look(payment_id=payment.pk, at=timezone.now())
    drain()
    assert ledger(billed) == before
    assert len(mails("order_paid")) == len(mails("order_delivered")) == 1
