"""How money comes in, as the environment says it: Stripe's keys, and whether payments may be tried.

Stripe's own words: https://docs.stripe.com/keys and https://docs.stripe.com/webhooks/signature.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from safelight import environment as env

ADDRESS = "https://api.stripe.com"
_TEST = ("sk_test_", "rk_test_")
_LIVE = ("sk_live_", "rk_live_")


@dataclass(frozen=True)
class Stripe:
    """The platform's account at Stripe; studios connect their own to it.

    ``fee_percent`` of each payment goes to the platform, 0 for none. ``address`` is where the API
    answers. ``own_secret`` signs news of the platform's own account where those come by an endpoint
    of their own, as Stripe has it; empty where one secret signs both.
    """

    api_key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    fee_percent: Decimal = Decimal(0)
    address: str = ADDRESS
    own_secret: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What genuine news may be signed with."""
        return (self.webhook_secret, *([self.own_secret] if self.own_secret else []))

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""
        return self.api_key.startswith(_LIVE)


def stripe(*, production: bool) -> Stripe | None:
    """None where no key is set; then nobody is offered to pay by card.

    Raises ``ConfigurationError``, above all where news from Stripe could not be told from forged.
    """
    key, secret = env.text("STRIPE_API_KEY").strip(), env.text("STRIPE_WEBHOOK_SECRET").strip()
    if not key:
        if secret:
            raise env.ConfigurationError(
                "STRIPE_API_KEY is empty although STRIPE_WEBHOOK_SECRET is set; set both or none."
            )
        return None
    if not key.startswith(_TEST + _LIVE):
        raise env.ConfigurationError(
            "STRIPE_API_KEY is no secret key; it should begin with sk_test_, sk_live_, rk_test_ "
            "or rk_live_."
        )
    if not _is_signing_secret(secret):
        raise env.ConfigurationError(
            "STRIPE_WEBHOOK_SECRET is empty or no signing secret; it should begin with whsec_. "
            "Without it anybody could say that an order is paid."
        )
    own = env.text("STRIPE_BILLING_WEBHOOK_SECRET").strip()
    if own and not _is_signing_secret(own):
        raise env.ConfigurationError(
            "STRIPE_BILLING_WEBHOOK_SECRET is no signing secret; it should begin with whsec_, or "
            "be left out."
        )
    return Stripe(key, secret, _fee_percent(), _address(production=production), own)


def test_payments(*, production: bool) -> bool:
    """Whether studios may let clients pretend to pay. Never in production: orders would be free."""
    allowed = env.flag("TEST_PAYMENTS", not production)
    if allowed and production:
        raise env.ConfigurationError(
            "TEST_PAYMENTS is true; in production it should be false or left out, because "
            "whoever pretends to pay gets the photos."
        )
    return allowed


def _is_signing_secret(secret: str) -> bool:
    return secret.startswith("whsec_") and len(secret) >= len("whsec_") + 8


def _fee_percent() -> Decimal:
    raw = env.text("STRIPE_FEE_PERCENT") or "0"
    try:
        percent = Decimal(raw)
    except InvalidOperation:
        percent = Decimal(-1)
    # Two decimals: a fee is never a surprise of rounding.
    if not percent.is_finite() or not 0 <= percent < 100 or percent != round(percent, 2):
        raise env.ConfigurationError(
            f"STRIPE_FEE_PERCENT is {raw!r}; it should be a number from 0 to below 100 with at "
            "most two decimals, like 2.5."
        )
    return percent


def _address(*, production: bool) -> str:
    schemes = ("https",) if production else ("https", "http")
    parts = env.url("STRIPE_ADDRESS", ADDRESS, schemes=schemes, example=ADDRESS)
    address = parts.geturl().rstrip("/")
    if production and address != ADDRESS:
        raise env.ConfigurationError(
            f"STRIPE_ADDRESS is another than Stripe's; in production it should be {ADDRESS}."
        )
    return address
