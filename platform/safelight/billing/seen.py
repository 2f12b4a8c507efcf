"""What is true at the payment provider, as far as plans ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SeenSubscription:
    """What is true at Stripe; ``price`` and ``item`` are its ids there."""

    id: str
    item: str
    price: str
    status: str
    period_ends_at: datetime
    cancel_at: datetime | None

    @property
    def is_paid(self) -> bool:
        return self.status in ("active", "trialing")


@dataclass(frozen=True, kw_only=True)
class SeenInvoice:
    id: str
    number: str
    state: str
    total: int
    currency: str
    url: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change would be charged with: minor units of the currency, by line and in all."""

    lines: tuple[tuple[str, int], ...]
    total: int
    currency: str
