"""One client of Stripe for the whole platform: one version of the API, and how patient we are."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from safelight.kernel import late
from safelight.payments import Stripe

if TYPE_CHECKING:
    import stripe
else:
    stripe = late.module("stripe")

# The version that the library's types describe (docs/decisions); both change together.
API_VERSION = "2026-10-28.endive"
# Seconds to connect, and to wait for an answer: somebody looks at a page meanwhile.
TIMEOUT = (4.0, 15.0)
RETRIES = 2


def of(keys: Stripe) -> stripe.StripeClient:
    return _client(keys.api_key, keys.address)


@cache
def _client(api_key: str, address: str) -> stripe.StripeClient:
    # It would write a file into the home folder, and tell Stripe how long our calls take.
    import_module("stripe").enable_telemetry = False  # type: ignore[attr-defined]
    return stripe.StripeClient(
        api_key,
        stripe_version=API_VERSION,
        base_addresses={"api": address},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )
