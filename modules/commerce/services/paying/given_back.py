"""Refunds as the provider knows them, and ours: the same rows, whoever heard of them first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Sum

from modules.commerce.events import OrderRefunded, RefundTakenBack
from modules.commerce.models import Payment, Refund
from modules.commerce.payments.provider import Given
from modules.commerce.services.paying import parts
from safelight import outbox

S = Refund.State


def bring_up_to_date(payment: Payment, given: Iterable[Given], *, at: datetime) -> list[Refund]:
    """Write what the provider says into the refunds of a locked payment; those that changed.

    ``payment.refunded`` is set without saving.
    """
    settled = [refund for each in given if (refund := _settled(payment, each, at)) is not None]
    payment.refunded = _sum(payment)
    return settled


def take(refund: Refund, given: Given, *, at: datetime) -> bool:
    """Whether this changes the refund's state; it is saved either way."""
    was, refund.state, refund.reference = refund.state, given.state, given.reference
    refund.problem = given.problem if given.state == S.FAILED else ""
    if was != refund.state and refund.state != S.ASKED:
        refund.settled_at = at
    refund.save(update_fields=["state", "reference", "problem", "settled_at"])
    _announce(refund, was)
    return bool(was != refund.state and refund.state != S.ASKED)


def _announce(refund: Refund, was: str) -> None:
    if was == refund.state:
        return
    if refund.state == S.SUCCEEDED:
        outbox.publish(OrderRefunded(order_id=refund.order_id, refund_id=refund.pk))
    elif was == S.SUCCEEDED:
        outbox.publish(RefundTakenBack(order_id=refund.order_id, refund_id=refund.pk))


def _settled(payment: Payment, given: Given, at: datetime) -> Refund | None:
    rows = payment.refunds.all()
    refund = rows.filter(public_id=given.ours).first() if given.ours else None
    refund = refund or rows.filter(reference=given.reference).first()
    if refund is None:
        refund = _made_elsewhere(payment, given, at)
    refund.payment = payment
    return refund if take(refund, given, at=at) else None


def _made_elsewhere(payment: Payment, given: Given, at: datetime) -> Refund:
    """Somebody of the studio gave money back at the provider itself."""
    refund = Refund.objects.create(
        order=payment.order, payment=payment, amount=given.amount, reference=given.reference,
        asked_at=at, key=f"{payment.provider}:{given.reference}"[:64],
    )  # fmt: skip
    parts.write(refund, parts.spread(payment.order, given.amount))
    return refund


def _sum(payment: Payment) -> int:
    rows = payment.refunds.filter(state=S.SUCCEEDED)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)
