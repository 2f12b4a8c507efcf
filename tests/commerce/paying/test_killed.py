"""A worker that dies while it hears of a payment or gives money back."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from django.test import override_settings
from django.utils import timezone

from modules.commerce.models import Order, OrderEntry, Payment
from modules.commerce.services import paying
from safelight.accounts.models import Person
from tests.commerce.committing import expire_leases, serve
from tests.commerce.factories import mails
from tests.commerce.paying.committing import order, studio
from tests.commerce.paying.conftest import knock
from tests.commerce.paying.orders import ledger, start, states
from tests.commerce.paying.worker import PAYING, REFUNDING
from tests.jobs import workers
from tests.stripe_double import Post, StripeDouble
from tests.stripe_double.server import API_KEY, SECRET

pytestmark = pytest.mark.fault
__all__ = ["order", "studio"]


def _killed_at(point: str, stripe: StripeDouble) -> None:
    env = workers.environment(
        KILL_AT=point, STRIPE_API_KEY=API_KEY, STRIPE_WEBHOOK_SECRET=SECRET,
        STRIPE_ADDRESS=stripe.address,
    )  # fmt: skip
    command = [sys.executable, "-m", "tests.commerce.paying.worker", "default"]
    assert subprocess.run(command, env=env, timeout=60, check=False).returncode == -signal.SIGKILL


def _paid_in_spite_of(point: str, order: Order, stripe: StripeDouble) -> None:
    stripe.pay(start(order))
    Post(stripe, knock()).bring()
    _killed_at(point, stripe)
    expire_leases()
    serve()
    assert ledger(order)["payment"] == "paid"
    assert states(order) == {"delivered"}
    for template in ("order_paid", "order_paid_studio", "order_delivered"):
        assert len(mails(template)) == 1, template
    assert OrderEntry.objects.filter(verb="paid").count() == 1


@pytest.mark.parametrize("point", PAYING)
def test_it_is_paid_once_although_the_worker_died(
    point: str, order: Order, stripe: StripeDouble
) -> None:
    _paid_in_spite_of(point, order, stripe)


def test_it_would_wait_for_ever_without_a_lease(order: Order, stripe: StripeDouble) -> None:
    """The twin: nobody takes the dead worker's job over."""
    with override_settings(RELIABILITY_DISABLE={"lease"}), pytest.raises(AssertionError):
        _paid_in_spite_of("after Stripe's answer", order, stripe)


@pytest.mark.parametrize("point", REFUNDING)
def test_pay_15_it_gives_back_once_although_the_worker_died(
    point: str, order: Order, stripe: StripeDouble
) -> None:
    stripe.pay(start(order))
    paying.look(payment_id=Payment.objects.get().pk, at=timezone.now())
    serve()
    paying.refund(
        order=order, parts=paying.everything_left(order), reason="", key="k", at=timezone.now(),
        by=Person.objects.get(email="alice@example.org"),
    )  # fmt: skip
    _killed_at(point, stripe)
    expire_leases()
    serve()
    refunds = [t for t in stripe.state.things.values() if t["object"] == "refund"]
    assert [refund["amount"] for refund in refunds] == [3000]
    assert len({asked.key for asked in stripe.made("refunds")}) == 1
    assert ledger(order)["refunds"] == [("succeeded", 3000, 3000)]
    assert len(mails("order_refunded")) == 1
