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


@dataclass(frozen=True, kw_only=True)
class PrintsReleased(Event, module="commerce"):
    """Prints of an order may go to their labs: it is paid, costs nothing, or was forced."""

    order_id: int


@dataclass(frozen=True, kw_only=True)
class PrintsLeftOut(Event, module="commerce"):
    """Prints that waited for their lab are not wanted there any more, or not all of them."""

    order_id: int
