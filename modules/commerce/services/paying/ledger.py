"""The ledger of an order: what came, what went back, and what of it needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, Sum

from modules.commerce.models import Order, Payment, PaymentState, Refund

# Money that is promised to go back counts as gone: nobody can promise it twice.
PROMISED = (Refund.State.ASKED, Refund.State.SUCCEEDED)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something of an order's money that a person has to decide about, in one sentence."""

    kind: Literal["payment", "refund"]
    public_id: str
    sentence: str


def dimension(order: Order) -> PaymentState:
    """The order's payment state, from its payments alone: never a sum of what was said before."""
    if not order.total:
        return PaymentState.NOT_DUE
    rows = list(Payment.objects.filter(order=order).order_by("pk"))
    came = sum(row.received for row in rows)
    if came:
        return _of_money(order.total, came - sum(row.refunded for row in rows))
    if any(row.is_running for row in rows):
        return PaymentState.PENDING
    if rows and rows[-1].state == Payment.State.FAILED:
        return PaymentState.FAILED
    return PaymentState.UNPAID


def renew(order: Order) -> None:
    """Work the payment state of a locked order out anew, and store it."""
    order.follow("payment", dimension(order))
    order.save(update_fields=["payment"])


def refundable(payment: Payment) -> int:
    """What of a payment can still be given back, in minor units; for a locked order."""
    promised = payment.refunds.filter(state__in=PROMISED).aggregate(sum=Sum("amount"))["sum"]
    return int(payment.received - (promised or 0))


def problems(order: Order) -> list[Problem]:
    """What the team has to decide about the money of this order."""
    payments = Payment.objects.filter(order=order).exclude(problem="")
    refunds = Refund.objects.filter(order=order, state=Refund.State.FAILED).exclude(problem="")
    return [
        *(Problem(kind="payment", public_id=r.public_id, sentence=r.problem) for r in payments),
        *(Problem(kind="refund", public_id=r.public_id, sentence=r.problem) for r in refunds),
    ]


def with_problems() -> Q:
    """Orders whose money needs a person."""
    payments = Payment.objects.exclude(problem="")
    refunds = Refund.objects.filter(state=Refund.State.FAILED).exclude(problem="")
    return Q(pk__in=payments.values("order")) | Q(pk__in=refunds.values("order"))


def _of_money(total: int, left: int) -> PaymentState:
    if left >= total:
        return PaymentState.PAID
    return PaymentState.PARTIALLY_REFUNDED if left > 0 else PaymentState.REFUNDED
