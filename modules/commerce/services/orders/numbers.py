"""Order numbers: counting up, one after the other, whoever orders at the same moment."""

from __future__ import annotations

from modules.commerce.models import OrderNumber


def take_next() -> int:
    """The next number; the row stays locked until the order is written or given up."""
    OrderNumber.objects.get_or_create(pk=1)
    counter = OrderNumber.objects.select_for_update().get(pk=1)
    counter.last += 1
    counter.save(update_fields=["last"])
    return int(counter.last)
