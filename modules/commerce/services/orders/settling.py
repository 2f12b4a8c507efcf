"""The moment at which an order's sale stands: it is paid, or costs nothing and was let go."""

from __future__ import annotations

from datetime import datetime

from modules.commerce.events import OrderPaid
from modules.commerce.models import Fulfilment, Order
from safelight import outbox


def settle(order: Order, *, at: datetime) -> bool:
    """Announce that a locked order is settled, once for ever; whether this was the time."""
    if order.settled_at is not None or not order.is_settled:
        return False
    order.settled_at = at
    if order.is_charge:  # Nothing is handed over; money is all there is to it.
        order.fulfilment = Fulfilment.FULFILLED
    order.save(update_fields=["settled_at", "fulfilment"])
    outbox.publish(OrderPaid(order_id=order.pk))
    return True
