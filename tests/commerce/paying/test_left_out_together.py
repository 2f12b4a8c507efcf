"""Something is left out at the very moment when the order is paid."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order, Payment
from modules.commerce.services import paying
from modules.commerce.services.orders import leaving_out
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.committing import serve, together
from tests.commerce.paying.committing import order, studio
from tests.commerce.paying.orders import start
from tests.stripe_double import StripeDouble

pytestmark = pytest.mark.fault
__all__ = ["order", "studio"]


def test_it_gives_back_what_came_for_it_whoever_was_first(
    studio: Studio, order: Order, stripe: StripeDouble
) -> None:
    """Paid first: what was left out is to be refunded. Left out first: more came than was due."""
    stripe.pay(start(order))
    payment_id = Payment.objects.get().pk
    item, alice = order.items.order_by("pk")[1], Person.objects.get(email="alice@example.org")
    together(
        studio,
        lambda: paying.look(payment_id=payment_id, at=timezone.now()),
        lambda: leaving_out.leave_out(item=item, by=alice, at=timezone.now()),
    )
    serve()
    order.refresh_from_db()
    payment = Payment.objects.get(pk=payment_id)
    of_left_out = sum(part.amount for part in paying.of_left_out(order))
    assert (order.payment, payment.received) == ("paid", 3000)
    assert {payment.over, of_left_out} == {0, 1000}
    assert order.due + payment.over == 3000
