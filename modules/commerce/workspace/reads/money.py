"""The money of an order as its page shows it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.commerce.models import Order, Payment, Refund
from modules.commerce.money import currencies
from modules.commerce.services.paying import marking, parts, starting
from safelight.kernel import public_id


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """``left`` is what can still be given back of it, in minor units."""

    payment: Payment
    left: int
    needs_you: bool


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A line or parcel in the dialog of a refund; ``plain`` is what its field suggests."""

    id: str
    name: str
    left: int
    plain: str


@dataclass(frozen=True, kw_only=True)
class Money:
    """``refundable`` in minor units; ``key`` makes one refund of a form that is sent twice."""

    payments: Sequence[PaymentRow]
    refunds: Sequence[Refund]
    parts: Sequence[PartRow]
    refundable: int
    can_mark: bool
    key: str


def of(order: Order) -> Money:
    payments = list(order.payments.select_related("by").order_by("pk"))
    refunds = list(order.refunds.select_related("by", "payment").order_by("pk"))
    rows = [_row(payment, refunds) for payment in payments]
    in_order = [row for row in rows if not row.payment.problem]
    return Money(
        payments=rows,
        refunds=refunds,
        parts=_parts(order) if any(row.left for row in rows) else [],
        refundable=min(sum(row.left for row in in_order), _left(order)) if in_order else 0,
        can_mark=order.payment in starting.TO_PAY and marking.may_be_paid(order),
        key=public_id.new(),
    )


def _row(payment: Payment, refunds: Sequence[Refund]) -> PaymentRow:
    promised = sum(
        refund.amount
        for refund in refunds
        if refund.payment_id == payment.pk and refund.state != Refund.State.FAILED
    )
    failed = any(r.problem for r in refunds if r.payment_id == payment.pk)
    return PaymentRow(
        payment=payment, left=payment.received - promised, needs_you=bool(payment.problem) or failed
    )


def _parts(order: Order) -> list[PartRow]:
    return [
        PartRow(
            id=part.of.public_id,
            name=part.of.name,
            left=part.amount,
            plain=currencies.plain(part.amount, order.currency),
        )
        for part in parts.everything_left(order)
    ]


def _left(order: Order) -> int:
    return sum(part.amount for part in parts.everything_left(order))
