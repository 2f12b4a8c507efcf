"""Orders that cost something, and a studio that is connected to the double of Stripe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, PaymentConnection
from safelight.accounts.models import Person
from safelight.connect import receiving
from safelight.payments import Stripe
from tenants.models import Studio
from tests.commerce.paying.orders import bill
from tests.stripe_double import Post, StripeDouble
from tests.stripe_double.server import API_KEY, SECRET


@pytest.fixture
def stripe(settings: Any) -> Iterator[StripeDouble]:
    """The platform's keys lead to the double."""
    with StripeDouble() as double:
        settings.STRIPE = Stripe(API_KEY, SECRET, address=double.address)
        yield double


@pytest.fixture
def connection(inside_acme: Studio, stripe: StripeDouble) -> PaymentConnection:
    """The studio's own account, which may take payments."""
    account = stripe.make_account(account="", params={})["id"]
    stripe.finish_onboarding(account)
    stripe.state.events.clear()
    at = timezone.now()
    receiving.connect(studio=inside_acme, provider="stripe", account=account, at=at)
    made: PaymentConnection = PaymentConnection.objects.create(
        provider="stripe", account=account, ready=True, connected_at=at
    )
    return made


@pytest.fixture
def billed(inside_acme: Studio, carla: Person) -> Order:
    """Two downloads for 30.00 EUR, not paid."""
    return bill(carla)


@pytest.fixture
def post(stripe: StripeDouble) -> Post:
    """Webhooks reach the platform's host."""
    return Post(stripe, knock())


def knock() -> Callable[[bytes, str], int]:
    browser = Browser(headers={"host": settings.PLATFORM_HOST})

    def deliver(body: bytes, signature: str) -> int:
        answer = browser.post(
            "/webhooks/stripe/", body, content_type="application/json",
            headers={"stripe-signature": signature},
        )  # fmt: skip
        return answer.status_code

    return deliver
