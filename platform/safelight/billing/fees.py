"""What of a client's payment by card goes to the platform."""

from __future__ import annotations

from decimal import Decimal

from safelight.billing import stripe
from safelight.billing.services import standing
from tenants.models import Studio


def percent_of(studio: Studio) -> Decimal:
    """As the studio's plan says, or else as the platform's settings do; 0 is none."""
    subscription = standing.of(studio)
    if subscription is not None and subscription.version.fee_percent is not None:
        return subscription.version.fee_percent
    keys = stripe.keys()
    return keys.fee_percent if keys else Decimal(0)
