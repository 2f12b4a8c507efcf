"""The post that carries the double's events: signed, and as unreliable as a test wants it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import stripe

from tests.stripe_double.server import SECRET, StripeDouble
from tests.stripe_double.shapes import Thing

# (body, value of Stripe-Signature) → HTTP status
Deliver = Callable[[bytes, str], int]


def body_of(event: Thing) -> bytes:
    return json.dumps(event, indent=2).encode()


def signature(body: bytes, *, secret: str = SECRET, seconds: float = 0) -> str:
    """As Stripe signs, ``seconds`` from now."""
    at = int(time.time() + seconds)
    header = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, at)
    return str(header)


@dataclass
class Post:
    """Delivers what the double has to tell, each event signed when it is sent."""

    stripe: StripeDouble
    deliver: Deliver
    sent: int = 0
    answers: list[int] = field(default_factory=list)

    def waiting(self) -> list[Thing]:
        return self.stripe.state.events[self.sent :]

    def bring(self) -> None:
        """Everything new, once and in order."""
        self.bring_these(self.waiting())
        self.sent = len(self.stripe.state.events)

    def bring_badly(self, *, seed: int, copies: int = 5, lost: Iterable[str] = ()) -> None:
        """Everything new: so many copies of each, shuffled, but for the kinds that are lost."""
        new = [event for event in self.waiting() if event["type"] not in set(lost)]
        several = new * copies
        random.Random(seed).shuffle(several)  # noqa: S311 - a test's order
        self.bring_these(several)
        self.sent = len(self.stripe.state.events)

    def lose(self) -> None:
        """Everything new is lost."""
        self.sent = len(self.stripe.state.events)

    def bring_these(self, events: Iterable[Thing]) -> None:
        for event in events:
            body = body_of(event)
            self.answers.append(self.deliver(body, signature(body)))
