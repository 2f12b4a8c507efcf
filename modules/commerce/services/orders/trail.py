"""The history of an order: who did what, written with the change itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from modules.commerce.models import Order, OrderEntry
from safelight.accounts.models import Person


def record(
    *, order: Order, verb: str, by: Person | None, at: datetime, client: bool = False, **detail: Any
) -> OrderEntry:
    """Add an entry. ``by`` is None for a client without an account and for the system."""
    return OrderEntry.objects.create(
        order=order, verb=verb, by=by, actor=_actor(order, by, client), at=at, detail=detail
    )


def _actor(order: Order, by: Person | None, client: bool) -> str:
    if by is not None:
        return str(by)
    return (order.name or order.email) if client else ""
