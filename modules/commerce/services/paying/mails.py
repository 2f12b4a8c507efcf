"""The mails about money. Each key is unique, so that none is ever sent twice."""

from __future__ import annotations

from typing import Any

from modules.commerce.models import Document, Order, Payment, Refund
from modules.commerce.services import documents
from modules.commerce.services.orders import links
from safelight import outbox
from safelight.mails import team


def paid(payment: Payment, invoice: Document | None) -> None:
    """To the client: the receipt. To the studio: that the money is there."""
    order = payment.order
    context = {
        "order": order, "payment": payment, "lines": list(order.lines.select_related("order")),
        "order_path": links.mailed_path(order), "document": invoice,
        "document_path": documents.mailed_path(invoice) if invoice else "",
    }  # fmt: skip
    _to_client(order, f"commerce.paid.client:{order.public_id}", "order_paid", context)
    _to_studio(order, f"commerce.paid.studio:{order.public_id}", "order_paid_studio", context)


def refunded(refund: Refund, note: Document | None) -> None:
    """To the client: that money goes back, and how much."""
    order = refund.order
    context = {
        "order": order, "refund": refund, "order_path": links.mailed_path(order),
        "document": note, "document_path": documents.mailed_path(note) if note else "",
    }  # fmt: skip
    _to_client(order, f"commerce.refunded:{refund.public_id}", "order_refunded", context)


def problem(order: Order, *, key: str, sentence: str) -> None:
    """To the studio: something of an order's money needs somebody."""
    context = {"order": order, "sentence": sentence}
    _to_studio(order, f"commerce.problem:{key}", "order_money_problem", context)


def _to_client(order: Order, key: str, template: str, context: dict[str, Any]) -> None:
    outbox.post(
        key=key, to=order.email, to_name=order.name, template=template, context=context,
        related=("order", order.public_id),
        language=order.spoken or None,
    )  # fmt: skip


def _to_studio(order: Order, key: str, template: str, context: dict[str, Any]) -> None:
    team.tell(
        key=key, template=template,
        context=context | {"order_path": links.workspace_path(order)}, reply_to=order.email,
        related=("order", order.public_id),
    )  # fmt: skip
