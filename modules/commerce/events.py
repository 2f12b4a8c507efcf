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


@dataclass(frozen=True, kw_only=True)
class OrderPaid(Event, module="commerce"):
    """An order is settled for the first time: it is paid, or costs nothing and was let go.

    Once for each order, whatever becomes of its money later.
    """

    order_id: int


@dataclass(frozen=True, kw_only=True)
class OrderRefunded(Event, module="commerce"):
    """A refund has gone back. Its parts say for which lines; a payment that paid nothing (it came
    twice, or too late) goes back without any.
    """

    order_id: int
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RefundTakenBack(Event, module="commerce"):
    """A refund that ``OrderRefunded`` told of has failed after all: the studio has the money."""

    order_id: int
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(Event, module="commerce"):
    """An order has ended: it was cancelled, or declined by the studio."""

    order_id: int


@dataclass(frozen=True, kw_only=True)
class LinesLeftOut(Event, module="commerce"):
    """The client gets something of an order no more; what it cost lies beside its lines
    (``taken_off``), or goes back by a refund.
    """

    order_id: int
