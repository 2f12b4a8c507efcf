"""Reading what is said to come from Stripe (https://docs.stripe.com/webhooks/signature)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from safelight.kernel import late

if TYPE_CHECKING:
    import stripe
else:
    stripe = late.module("stripe")

PROVIDER = "stripe"
# As long as a signature is good, into the past and into the future.
TOLERANCE = timedelta(minutes=5)


class NotGenuine(ValueError):  # noqa: N818 - reads as the reason
    """The body was not signed by Stripe with our secret just now, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class News:
    """What an event is about: ``names`` are ids of Stripe's objects by their kind."""

    event_id: str
    kind: str
    account: str
    livemode: bool
    created_at: datetime
    names: dict[str, str] = field(default_factory=dict)


def read(*, body: bytes, signature: str, secret: str, at: datetime) -> News:
    """The event of a request's raw body; raises ``NotGenuine``."""
    if not secret.strip():
        raise NotGenuine("There is no secret to tell genuine from forged.")
    try:
        text = body.decode()
        # The library knows the format; how old is too old is decided by the clock we are given.
        stripe.WebhookSignature.verify_header(text, signature, secret, tolerance=None)
        signed_at = datetime.fromtimestamp(_timestamp(signature), tz=UTC)
    except (stripe.SignatureVerificationError, ValueError, OverflowError, OSError) as problem:
        raise NotGenuine("The signature does not fit.") from problem
    if abs(at - signed_at) > TOLERANCE:
        raise NotGenuine("The signature is too old, or from the future.")
    return _news(text)


def _timestamp(signature: str) -> int:
    return int(next(part[2:] for part in signature.split(",") if part.startswith("t=")))


def _news(text: str) -> News:
    try:
        event = json.loads(text)
        return News(
            event_id=_word(event["id"]),
            kind=_word(event["type"]),
            account=_word(event.get("account") or ""),
            livemode=bool(event["livemode"]),
            created_at=datetime.fromtimestamp(int(event["created"]), tz=UTC),
            names=_names(event["data"]["object"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise NotGenuine("This is no event of Stripe.") from problem


# Which field of an object names what: a refund tells the payment that it belongs to.
_FIELDS = {
    "checkout.session": {"session": "id", "intent": "payment_intent", "customer": "customer"},
    "payment_intent": {"intent": "id"},
    "charge": {"intent": "payment_intent", "charge": "id"},
    "refund": {"intent": "payment_intent", "charge": "charge"},
    "dispute": {"intent": "payment_intent", "charge": "charge"},
    "account": {"account": "id"},
    # Of the platform's own account: what studios pay for their plans.
    "customer": {"customer": "id"},
    "subscription": {"customer": "customer", "subscription": "id"},
    "invoice": {"customer": "customer"},
    # The studio has taken its account from the platform.
    "application": {"application": "id"},
}


def _names(thing: dict[str, Any]) -> dict[str, str]:
    fields = _FIELDS.get(thing.get("object", ""), {})
    found = {name: _id(thing.get(field)) for name, field in fields.items()}
    return {name: value for name, value in found.items() if value}


def _id(value: Any) -> str:
    """Of a field that may hold the object itself instead of its id."""
    return _word((value.get("id") if isinstance(value, dict) else value) or "")


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise NotGenuine("An id is not a short word.")
    return value
