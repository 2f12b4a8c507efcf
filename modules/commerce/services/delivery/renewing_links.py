"""Mailing a fresh link to an order whose old one is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from modules.commerce.models import Order
from modules.commerce.services.orders import locking, news, trail

# Whoever holds an old link can have a mail sent to its owner; not without end.
PAUSE = timedelta(hours=1)


def renew(*, order: Order, at: datetime) -> bool:
    """Mail a new link to the order's own address; False where one went out just now."""
    with transaction.atomic():  # Mail and history appear together.
        locked = locking.lock(order.pk)
        if locked.entries.filter(verb="link_renewed", at__gt=at - PAUSE).exists():
            return False
        trail.record(order=locked, verb="link_renewed", by=None, client=True, at=at)
        news.fresh_link(locked, at=at)
    return True
