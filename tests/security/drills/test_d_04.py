"""D-04: PostgreSQL is restarted at once in the middle of fifty checkouts.

Each order is paid and recorded, or not there; nobody is charged without a record. Clients are
asked to come back, and find what they ordered by the same key.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from modules.commerce import payment_tasks
from modules.commerce.models import Order, OrderEntry, Payment, PretendedPayment
from modules.commerce.services.paying import looking
from safelight.connect import receiving
from safelight.jobs.models import Job
from tenants import resolve
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.commerce.paying.conftest import stripe
from tests.security.drills import platform, shopping
from tests.security.drills.shopping import Crowd, Patient
from tests.stripe_double import StripeDouble
from tests.stripe_double.server import API_KEY, SECRET
from tests.support import world

pytestmark = pytest.mark.fault
__all__ = ["stripe"]
BUYERS = 50
RESTARTS = 2


@pytest.fixture
def database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[platform.Database]:
    made = platform.Database(tmp_path / "postgres")
    try:
        with django_db_blocker.unblock(), made.in_place():
            resolve.forget_all()
            yield made
    finally:
        made.remove()
        resolve.forget_all()


@pytest.fixture
def studio(database: platform.Database) -> Iterator[Studio]:
    made = world.build_studio("drill")
    with tenant_context(made):
        yield made


@pytest.fixture
def crowd(studio: Studio, stripe: StripeDouble) -> Crowd:
    """Every other one pays by the double of Stripe."""
    account = stripe.make_account(account="", params={})["id"]
    stripe.finish_onboarding(account)
    receiving.connect(studio=studio, provider="stripe", account=account, at=timezone.now())
    ways = [shopping.connected("test", "test"), shopping.connected("stripe", account)]
    return Crowd(studio, BUYERS, providers=ways)


def _buy(buyer: Patient, number: int, double: StripeDouble) -> str:
    """Nobody comes back from Stripe, which loses its post, and every fourth tells nobody."""
    order = buyer.order(buyer.look())
    if number % 2:
        session = buyer.pay(order, "stripe").rpartition("/")[2]
        double.pay(session)
    else:
        address = buyer.pay(order, "test")
        buyer.ask(address, {"act": "pay" if number % 4 else "silence"})
    return order


def _restart(database: platform.Database, crowd: Crowd) -> None:
    """Again and again while they buy: after every fortieth answer."""
    for number in range(RESTARTS):
        while crowd.told.total() < 40 * (number + 1):
            time.sleep(0.01)
        database.restart_at_once()


def _check_books(double: StripeDouble) -> None:
    """Each session at a provider is one order's, and the order says what the session says."""
    paid = {row.session: row.state == "paid" for row in PretendedPayment.objects.all()}
    for thing in double.state.things.values():
        if thing["object"] == "checkout.session":
            paid[thing["id"]] = thing["payment_status"] == "paid"
    payments = {row.session: row for row in Payment.objects.select_related("order")}
    assert payments.keys() == paid.keys()
    for session, is_paid in paid.items():
        payment = payments[session]
        assert (payment.order.payment == "paid") == is_paid
        assert payment.received == (payment.order.total if is_paid else 0)
    assert OrderEntry.objects.filter(verb="paid").count() == sum(paid.values())


def _reconcile() -> None:
    """What the clock does every five minutes, though not after all else that waits for a worker."""
    looking.ask_for_all(at=timezone.now() + looking.QUIET + timedelta(seconds=1))
    with public_context():
        asked = list(Job.objects.filter(kind=looking.KIND).values_list("payload", flat=True))
    for each in asked:
        payment_tasks.look_at_payment(**each)


def test_d_04_it_charges_nobody_without_a_record(
    database: platform.Database, studio: Studio, crowd: Crowd, stripe: StripeDouble, tmp_path: Path
) -> None:
    keys = {"STRIPE_API_KEY": API_KEY, "STRIPE_WEBHOOK_SECRET": SECRET}
    with platform.running(tmp_path, STRIPE_ADDRESS=stripe.address, **keys) as port:
        orders = crowd.buy(
            port, lambda buyer, number: _buy(buyer, number, stripe),
            meanwhile=lambda: _restart(database, crowd),
        )  # fmt: skip
        connection.close()
        assert crowd.told[503] > 0
        assert crowd.told.keys() <= {200, 302, 503}
        assert set(orders) == set(Order.objects.values_list("public_id", flat=True))
        assert len(set(orders)) == BUYERS
        with pytest.raises(AssertionError):  # The twin: what nobody asks for is never known.
            _check_books(stripe)
        _reconcile()
    _check_books(stripe)
    assert Order.objects.filter(payment="paid").count() == BUYERS
