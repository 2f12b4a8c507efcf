"""A person of the team has seen what did not fit, and settled it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.commerce.models import Payment, Refund
from modules.commerce.services.orders import locking, trail
from safelight.accounts.models import Person


def dismiss(*, payment: Payment, by: Person, at: datetime) -> Payment:
    """Take the problem off a payment, and off refunds of it that failed; nothing else changes.

    The history keeps what it was.
    """
    # Problem and history change together.
    with transaction.atomic():
        order = locking.lock(payment.order_id)
        fresh: Payment = order.payments.get(pk=payment.pk)
        failed = fresh.refunds.filter(state=Refund.State.FAILED).exclude(problem="")
        told = [fresh.problem, *failed.values_list("problem", flat=True)]
        if not any(told):
            return fresh
        failed.update(problem="")
        fresh.problem = ""
        fresh.save(update_fields=["problem"])
        trail.record(
            order=order, verb="problem_settled", by=by, at=at, why=" ".join(filter(None, told))
        )
    return fresh
