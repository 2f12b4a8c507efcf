"""What commerce answers to hooks."""

from __future__ import annotations

from modules.commerce.models import Order
from modules.commerce.services import carts
from safelight.kernel.hooks import impl


@impl
def merge_visitor(source_id: int, target_id: int) -> None:
    """Join the carts, and take along what was ordered before signing in."""
    carts.merge(source_id=source_id, target_id=target_id)
    Order.objects.filter(visitor_id=source_id).update(visitor_id=target_id)
