"""The mails of ordering. Each key is unique, so that none is ever sent twice."""

from __future__ import annotations

from typing import Any

from modules.commerce.models import Delivery, Order, Validation
from modules.commerce.services import links
from safelight import outbox
from safelight.site import selectors as site


def order_placed(order: Order) -> None:
    """To the client: what was ordered. To the studio: always, that there is a new order."""
    by_hand = order.validation == Validation.AWAITING
    context = _context(order) | {"by_hand": by_hand}
    _to_client(order, f"commerce.placed.client:{order.public_id}", "order_placed", context)
    outbox.post(
        key=f"commerce.placed.studio:{order.public_id}",
        to=site.site_settings().contact_email,
        template="order_placed_studio",
        context=context | {"order_url": links.workspace_path(order)},
        reply_to=order.email,
        related=("order", order.public_id),
    )


def order_delivered(delivery: Delivery, *, photos: int) -> None:
    """To the client: the links to this batch."""
    order = delivery.order
    context = _context(order) | {"photos": photos, "delivery": delivery}
    _to_client(order, f"commerce.delivered:{delivery.public_id}", "order_delivered", context)


def order_cancelled(order: Order) -> None:
    key = f"commerce.cancelled:{order.public_id}"
    _to_client(order, key, "order_cancelled", _context(order))


def _context(order: Order) -> dict[str, Any]:
    items = list(order.items.all())
    return {"order": order, "items": items, "order_url": links.mailed_path(order)}


def _to_client(order: Order, key: str, template: str, context: dict[str, Any]) -> None:
    outbox.post(
        key=key, to=order.email, to_name=order.name, template=template, context=context,
        related=("order", order.public_id),
        language=order.person.language or None if order.person else None,
    )  # fmt: skip
