"""For tests that commit: an order of the fresh studio that is being paid at the double."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from modules.commerce.models import Order, PaymentConnection
from safelight.accounts.models import Person
from safelight.connect import receiving
from safelight.connect.models import ReceivedEvent
from safelight.jobs import doorbell
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs
from tests.commerce.paying.orders import bill
from tests.stripe_double import StripeDouble


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()
    with public_context():
        ReceivedEvent.objects.all().delete()


@pytest.fixture
def order(studio: Studio, stripe: StripeDouble) -> Order:
    """Two downloads for 30.00 EUR, of a studio that is connected."""
    account = stripe.make_account(account="", params={})["id"]
    at = timezone.now()
    receiving.connect(studio=studio, provider="stripe", account=account, at=at)
    PaymentConnection.objects.create(
        provider="stripe", account=account, ready=True, connected_at=at
    )
    return bill(Person.objects.get(email="carla@example.org"))
