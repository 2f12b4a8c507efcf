"""The mails of ordering. Each key is unique, so that none is ever sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation

from modules.commerce.models import (
    Delivery,
    ItemState,
    Order,
    OrderItem,
    OrderLine,
    TransferNotice,
    Validation,
)
from modules.commerce.models.items import FILES, GOODS
from modules.commerce.money import frozen
from modules.commerce.services import addresses
from modules.commerce.services.delivery import terms_file
from modules.commerce.services.orders import links
from safelight import outbox
from safelight.mails import team
from safelight.outbox.posting import Attachment
from safelight.site import selectors as site

# Names of photos that a mail lists; the page has them all.
MOST_NAMES = 60


def order_placed(order: Order, *, studio: bool = True) -> None:
    """To the client: what was ordered. To the studio, too, where nothing else tells it."""
    by_hand = order.validation == Validation.AWAITING
    context = _context(order, list(order.items.all())) | {"by_hand": by_hand} | _bought(order)
    # Whoever is not signed in may have typed another's address: no words of theirs go there.
    context["with_notes"] = order.person is not None
    context |= _goes_to(order, order.spoken or site.language())
    _to_client(order, f"commerce.placed.client:{order.public_id}", "order_placed", context)
    if not studio:
        return
    team.tell(
        key=f"commerce.placed.studio:{order.public_id}",
        template="order_placed_studio",
        context=context
        | _goes_to(order, site.language())
        | {"order_path": links.workspace_path(order), "with_notes": True},
        reply_to=order.email,
        related=("order", order.public_id),
    )


def order_delivered(delivery: Delivery, items: Sequence[OrderItem]) -> None:
    """To the client: the photos of this batch, and where to fetch them."""
    order = delivery.order
    over = [ItemState.DELIVERED, ItemState.SHIPPED, ItemState.CANCELLED]
    to_come = list(order.items.exclude(state__in=over).values_list("method", flat=True))
    goods = [method for method in to_come if method in GOODS]
    context = _context(order, items) | {
        "delivery": delivery, "left": sum(method in FILES for method in to_come),
        "goods": len(goods), "is_last": not to_come,
    }  # fmt: skip
    key = f"commerce.delivered:{delivery.public_id}"
    _to_client(order, key, "order_delivered", context, terms_file.attachments())


def finals_ready(
    notice: TransferNotice, items: Sequence[OrderItem], *, path: str, title: str
) -> None:
    """To the client: that finals are there, and the personal link to them."""
    context = _context(notice.order, items) | {"finals_path": path, "title": title}
    _to_client(notice.order, f"commerce.finals:{notice.public_id}", "finals_ready", context)


def order_cancelled(order: Order) -> None:
    """To the client: that the order was cancelled, or could not be taken."""
    context = _context(order, list(order.items.all()))
    context["declined"] = order.validation == Validation.DECLINED
    key = f"commerce.cancelled:{order.public_id}"
    _to_client(order, key, "order_cancelled", context)


def _bought(order: Order) -> dict[str, Any]:
    """What the law wants a buyer to keep, with ``_goes_to``: what it costs, what was agreed."""
    lines = list(order.lines.select_related("order"))
    parcels = list(order.parcels.select_related("order"))
    sold = [line for line in lines if line.kind != OrderLine.Kind.RETOUCH]
    return {
        "sold": sold,
        "free": len(lines) - len(sold),
        "parcels": parcels,
        "taxes": frozen.sums_of([*lines, *parcels]),
        "terms": next((each["terms"] for each in order.consents if each.get("terms")), ""),
    }


def _goes_to(order: Order, language: str) -> dict[str, Any]:
    """Where it goes, with the names of countries as the reader knows them."""
    with translation.override(language):
        return {
            "shipping_lines": addresses.lines(order.shipping_address),
            "billing_lines": addresses.lines(order.billing_address),
        }


def _context(order: Order, items: Sequence[OrderItem]) -> dict[str, Any]:
    return {
        "order": order,
        "items": items[:MOST_NAMES],
        "count": len(items),
        "more": max(0, len(items) - MOST_NAMES),
        "order_path": links.mailed_path(order),
    }


def _to_client(  # noqa: PLR0913 - each is a part of a mail
    order: Order,
    key: str,
    template: str,
    context: dict[str, Any],
    attachments: Sequence[Attachment] = (),
) -> None:
    outbox.post(
        key=key, to=order.email, to_name=order.name, template=template, context=context,
        related=("order", order.public_id),
        language=order.spoken or None,
        attachments=attachments,
    )  # fmt: skip
