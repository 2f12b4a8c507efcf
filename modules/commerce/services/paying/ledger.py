"""The ledger of an order: what came, what went back, and what of it needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, Sum

from modules.commerce.models import Order, Payment, PaymentPromise, PaymentState, Refund

# Money that is promised to go back counts as gone: nobody can promise it twice.
PROMISED = (Refund.State.ASKED, Refund.State.SUCCEEDED)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something of an order's money that a person has to decide about, in one sentence."""

    kind: Literal["payment", "refund"]
    public_id: str
    sentence: str


def dimension(order: Order) -> PaymentState:
    """The order's payment state, from its payments and the client's promise to pay outside.

    Never a sum of what was said before.
    """
    if not order.total:
        return PaymentState.NOT_DUE
    rows = list(Payment.objects.filter(order=order).order_by("pk"))
    came = sum(row.received for row in rows)
    if came:
        return _of_money(order.due, came - sum(row.refunded for row in rows))
    if any(row.is_running for row in rows):
        return PaymentState.PENDING
    if not order.due:
        return PaymentState.NOT_DUE
    if PaymentPromise.objects.filter(order=order, ended_at=None).exists():
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


def excess(payment: Payment) -> int:
    """What more came than was due, and has not gone back yet; for a locked order."""
    back = payment.refunds.filter(state__in=PROMISED, parts=None).aggregate(sum=Sum("amount"))
    return max(0, int(payment.over - (back["sum"] or 0)))


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


def _of_money(due: int, left: int) -> PaymentState:
    if left <= 0:
        return PaymentState.REFUNDED
    return PaymentState.PAID if left >= due else PaymentState.PARTIALLY_REFUNDED
