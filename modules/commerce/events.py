"""What commerce announces."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event, module="commerce"):
    """A client has placed an order."""

    order_id: int


@dataclass(frozen=True, kw_only=True)
class OrderDelivered(Event, module="commerce"):
    """A batch of an order has been delivered."""

    order_id: int
    delivery_id: int
