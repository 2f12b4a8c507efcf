"""What every provider of payments can do, and what it tells us.

Providers are asked outside transactions only. Whatever they are asked may be asked again: after a
time-out nobody knows whether the first try arrived, so each ask carries a key of our own row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from modules.commerce.models import Payment, PaymentConnection, Refund
from safelight.kernel.errors import Refusal


class ProviderIsAway(Refusal):
    """It did not answer, or asked for patience: whether it did what we asked is not known."""

    code = "payment_provider_is_away"
    status = 503


class ProviderSaysNo(Refusal):
    """It will not do this, however often it is asked; the sentence says why."""

    code = "payment_provider_says_no"


@dataclass(frozen=True, kw_only=True)
class Started:
    """The provider's name for the session, and where the client pays."""

    session: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """A refund as the provider knows it; ``ours`` is the public id of our row, where it has one.

    ``amount`` in minor units, ``state`` one of ``Refund.State``.
    """

    reference: str
    ours: str
    amount: int
    state: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the provider says of a payment, asked at ``asked_at``; amounts in minor units.

    ``amount`` is what was asked for, ``received`` what came. ``order`` and ``payment`` are our
    public ids as the provider was told them; ``account`` is whose money it is.
    """

    asked_at: datetime
    provider: str
    account: str
    livemode: bool
    order: str
    payment: str
    currency: str
    amount: int
    # One of ``Payment.State``.
    state: str
    received: int = 0
    reference: str = ""
    disputed: bool = False
    refunds: tuple[Given, ...] = ()


class Provider(Protocol):
    """``patience``: how long a client may take to pay, and how long stock is held for them."""

    code: str
    patience: timedelta

    def is_configured(self, connection: PaymentConnection) -> bool:
        """Whether payments can be taken by this connection now."""
        ...

    def start(self, payment: Payment, *, return_url: str, cancel_url: str) -> Started:
        """Open the session of a payment; the same one whenever the same payment is started."""
        ...

    def look(self, payment: Payment, *, at: datetime) -> Seen:
        """What is true of a payment with a session."""
        ...

    def expire(self, payment: Payment) -> None:
        """Let nobody pay by this session any more; nothing happens where it is over already."""
        ...

    def refund(self, refund: Refund) -> Given:
        """Give back; the same refund is given once, however often it is asked for."""
        ...

    def session_of(self, names: dict[str, str]) -> str:
        """The session that these objects of the provider belong to, or nothing."""
        ...
