"""The money of an order as its page shows it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from modules.commerce.models import Order, Payment, Refund
from modules.commerce.money import currencies
from modules.commerce.services.paying import ledger, marking, parts, promising, starting
from safelight.kernel import public_id


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """``left`` is what can still be given back of it, in minor units; ``wrong``, what of that pays
    nothing of the order."""

    payment: Payment
    left: int
    wrong: int
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
    """``refundable`` in minor units, and what of it was paid for things ``left_out`` since.

    ``key`` makes one refund of a form that is sent twice. ``promised_at``: when the client said
    that they pay outside.
    """

    payments: Sequence[PaymentRow]
    refunds: Sequence[Refund]
    parts: Sequence[PartRow]
    refundable: int
    left_out: int
    promised_at: datetime | None
    can_mark: bool
    key: str


def of(order: Order) -> Money:
    payments = list(order.payments.select_related("by").order_by("pk"))
    refunds = list(order.refunds.select_related("by", "payment").order_by("pk"))
    rows = [_row(payment, refunds) for payment in payments]
    in_order = [row for row in rows if not row.payment.problem or row.payment.over]
    left = sum(row.left - (row.wrong if row.payment.over else 0) for row in in_order)
    return Money(
        payments=rows,
        refunds=refunds,
        parts=_parts(order) if any(row.left for row in rows) else [],
        refundable=min(left, _left(order)) if in_order else 0,
        left_out=sum(part.amount for part in parts.of_left_out(order)) if left else 0,
        promised_at=promising.promised_at(order),
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
    left = payment.received - promised
    wrong = ledger.excess(payment) if payment.over else left if payment.problem else 0
    return PaymentRow(
        payment=payment, left=left, wrong=wrong, needs_you=bool(payment.problem) or failed
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
