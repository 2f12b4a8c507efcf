"""What bookings do when they hear of something."""

from __future__ import annotations

from django.utils import timezone

from modules.bookings.services.fees import hearing
from modules.commerce.events import OrderCancelled, OrderPaid, OrderRefunded


def on_order_paid(event: OrderPaid) -> None:
    hearing.paid(order_id=event.order_id, at=timezone.now())


def on_order_refunded(event: OrderRefunded) -> None:
    hearing.refunded(order_id=event.order_id, refund_id=event.refund_id, at=timezone.now())


def on_order_cancelled(event: OrderCancelled) -> None:
    hearing.cancelled(order_id=event.order_id, at=timezone.now())
