"""Orders with amounts as they lie in the database; how they are priced is tested elsewhere."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from modules.commerce.models import ItemState, Method, Order, OrderItem, OrderLine
from modules.commerce.services import paying
from modules.commerce.services.orders import numbers
from safelight.accounts.models import Person, Visitor
from tests.commerce.factories import photos_of, shop

PRICES = (2000, 1000)


def bill(person: Person, *, prices: tuple[int, ...] = PRICES, **fields: Any) -> Order:
    """A download for each price, FINAL files to be delivered at once when they are paid."""
    gallery = shop(person, photos=len(prices), stored=True)
    visitor = Visitor.objects.get_or_create(person=person)[0]
    total = sum(prices)
    with transaction.atomic():  # The number's row is locked.
        number = numbers.take_next()
    given = {"payment": "unpaid" if total else "not_due", "currency": "EUR", **fields}
    order = Order.objects.create(
        number=number, visitor=visitor, person=person, email=person.email,
        name=person.name, goods=total, total=total, placed_at=timezone.now(),
        placement_key=secrets.token_hex(16), **given,
    )  # fmt: skip
    for photo, price in zip(photos_of(gallery), prices, strict=True):
        photo.state = "FINAL"
        photo.save(update_fields=["state"])
        line = OrderLine.objects.create(
            order=order, kind="download", gallery=gallery, photo=photo, name=photo.name,
            unit_price=price, amount=price,
        )  # fmt: skip
        OrderItem.objects.create(
            order=order, line=line, gallery=gallery, photo=photo, name=photo.name, at_once=True,
            state=ItemState.AWAITING_PAYMENT, method=Method.DOWNLOAD,
        )  # fmt: skip
    return order


def start(order: Order, provider: str = "stripe", at: datetime | None = None) -> str:
    """Begin to pay; the name of the session."""
    made = paying.start(order=order, provider=provider, at=at or timezone.now())
    order.refresh_from_db()
    return str(made.session)


def states(order: Order) -> set[str]:
    return set(order.items.values_list("state", flat=True))


def ledger(order: Order) -> dict[str, Any]:
    """All that the money of an order comes to."""
    order.refresh_from_db()
    rows = list(order.payments.order_by("pk"))
    refunds = order.refunds.order_by("amount", "pk")
    return {
        "payment": order.payment,
        "life": order.life,
        "payments": [(r.state, r.received, r.refunded, r.disputed, r.problem) for r in rows],
        "refunds": [(r.state, r.amount, sum(p.amount for p in r.parts.all())) for r in refunds],
    }
