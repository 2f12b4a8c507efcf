"""Jobs of ordering: load, call."""

from __future__ import annotations

from django.utils import timezone

from modules.commerce.services import automatic, delivering
from safelight import jobs


@jobs.handler(automatic.KIND)
def deliver_automatically(*, order_id: int, **_: object) -> None:
    automatic.deliver(order_id=order_id, at=timezone.now())


@jobs.handler("commerce.finish_delivery")
def finish_delivery(*, delivery_id: int, **_: object) -> None:
    delivering.go_on(delivery_id=delivery_id, at=timezone.now())
