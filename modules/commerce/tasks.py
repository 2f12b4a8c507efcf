"""Jobs of ordering: load, call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from modules.commerce.services import stock
from modules.commerce.services.carts import reminding
from modules.commerce.services.delivery import automatic, delivering
from safelight import jobs

# Long enough that a batch is not asked for again while its files are simply being made.
LONG = timedelta(minutes=5)


@jobs.handler(automatic.KIND)
def deliver_automatically(*, order_id: int, **_: object) -> None:
    automatic.deliver(order_id=order_id, at=timezone.now())


@jobs.handler("commerce.finish_delivery")
def finish_delivery(*, delivery_id: int, **_: object) -> None:
    delivering.go_on(delivery_id=delivery_id, at=timezone.now())


@jobs.handler("commerce.look_after_deliveries")
def look_after_deliveries(**_: object) -> None:
    now = timezone.now()
    delivering.go_on_with_all(older_than=now - LONG, at=now)


@jobs.handler("commerce.remind_of_carts")
def remind_of_carts(**_: object) -> None:
    reminding.remind(at=timezone.now())


@jobs.handler("commerce.release_lapsed_stock")
def release_lapsed_stock(**_: object) -> None:
    stock.release_lapsed(at=timezone.now())
