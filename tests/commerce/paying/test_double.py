"""The double is of Stripe's shape, and our library of the version we pin."""

from __future__ import annotations

import pytest
import stripe as library
from stripe._api_version import _ApiVersion

from modules.commerce.models import Order, PaymentConnection
from modules.commerce.payments import stripe_calls
from safelight.connect import stripe_client
from tests.commerce.paying.orders import start
from tests.stripe_double import StripeDouble, server, shapes

pytestmark = pytest.mark.django_db
KINDS = {
    "account", "charge", "checkout.session", "dispute", "payment_intent", "refund", "event"
}  # fmt: skip


def test_it_speaks_the_version_that_the_library_is_typed_against() -> None:
    assert stripe_client.API_VERSION == _ApiVersion.CURRENT == server.VERSION


def test_it_tells_stripe_nothing_but_what_it_asks(
    stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "enable_telemetry", True)
    stripe_calls.client()
    assert library.enable_telemetry is False


def test_it_serves_objects_of_stripes_shape(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble
) -> None:
    session = start(billed)
    stripe.decline(session)
    stripe.pay(session)
    intent = stripe.intent_of(session)
    stripe.fail_refund(stripe.give_back(intent, 500, {})["id"])
    stripe.end_dispute(stripe.dispute(intent)["id"], won=False)
    things = [*stripe.state.things.values(), *stripe.state.events]
    assert {thing["object"] for thing in things} == KINDS
    for thing in things:
        shapes.check(thing["object"], thing)


@pytest.mark.parametrize(
    "change", [{"invented": 1}, {"amount": "12"}, {"livemode": None, "object": 5}]
)
def test_it_notices_what_stripe_would_not_serve(change: dict[str, object]) -> None:
    with pytest.raises(shapes.NotOfItsShape):
        shapes.check("charge", shapes.CONTRACT["charge"] | change)
    with pytest.raises(shapes.NotOfItsShape):
        shapes.check("refund", {"object": "refund"})
