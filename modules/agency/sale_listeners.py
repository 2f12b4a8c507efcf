"""What sharing does with the news of orders. Each may come twice, and in any order."""

from __future__ import annotations

from django.utils import timezone

from modules.agency.services.shares import hearing
from modules.commerce.events import (
    LinesLeftOut,
    OrderCancelled,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    RefundTakenBack,
)

News = OrderPlaced | OrderPaid | OrderRefunded | RefundTakenBack | OrderCancelled | LinesLeftOut


def on_order_news(event: News) -> None:
    hearing.hear(order_id=event.order_id, at=timezone.now())
