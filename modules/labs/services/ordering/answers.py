"""What a lab answered to an order, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabOrder, LabState
from modules.labs.services.ordering import applying, keys, locking, stopping, trail

# A lab may be down for a day and a night before a person is asked to look.
PATIENCE = timedelta(hours=26)
# A lab order whose sender is waited for: being sent, or given up while nobody knew.
_OPEN = (LabState.SENDING, LabState.STOPPED)

Answer = contract.Accepted | contract.Refused | contract.Away


def settle(lab_order_id: int, answer: Answer, *, at: datetime) -> bool:
    """Bring a lab order up to an answer of its lab; False where nobody knows yet."""
    with transaction.atomic():  # States of both orders, history and mail appear together.
        fresh = locking.lock(lab_order_id)
        if fresh.state not in _OPEN or fresh.lab_id:
            return True
        if isinstance(answer, contract.Accepted):
            _accept(fresh, answer, at)
            return True
        if isinstance(answer, contract.Refused):
            _refuse(fresh, answer, at)
            return True
        return _wait(fresh, answer, at)


def _accept(lab_order: LabOrder, answer: contract.Accepted, at: datetime) -> None:
    lab_id = answer.progress.lab_id
    others = LabOrder.objects.filter(connection=lab_order.connection, lab_id=lab_id)
    if not lab_id or others.exclude(pk=lab_order.pk).exists():
        # Two of ours under one name: whoever looks at the lab's own page knows more.
        lab_order.unclear_at = lab_order.unclear_at or at
        lab_order.save(update_fields=["unclear_at"])
        sentence = _("The lab answered with the name of another order: “%s”.") % lab_id
        stopping.stop(lab_order, sentence=sentence, at=at)
        return
    lab_order.move(LabState.AT_LAB)
    lab_order.lab_id, lab_order.unclear_at, lab_order.trace = lab_id, None, {}
    lab_order.problem, lab_order.issues, lab_order.asked_at = "", [], at
    lab_order.save(
        update_fields=["state", "lab_id", "unclear_at", "trace", "problem", "issues", "asked_at"]
    )
    for order_id, pieces in stopping.by_order(lab_order).items():
        commerce.at_lab.taken(
            order_id=order_id, item_ids=[piece.item_id for piece in pieces],
            lab=lab_order.connection.name, at=at,
        )  # fmt: skip
    trail.record(lab_order=lab_order, verb="accepted", by=None, at=at, lab_id=lab_id)
    applying.take_over(lab_order, answer.progress, at=at, is_whole=True)


def _refuse(lab_order: LabOrder, answer: contract.Refused, at: datetime) -> None:
    """The lab has nothing of it: what is sent next, put right, is another attempt."""
    keys.begin_anew(lab_order)
    lab_order.save(update_fields=keys.BEGUN_ANEW)
    stopping.stop(lab_order, sentence=answer.sentence, at=at, issues=answer.issues)


def _wait(lab_order: LabOrder, answer: contract.Away, at: datetime) -> bool:
    lab_order.trace = dict(answer.trace) or lab_order.trace
    if not isinstance(answer, contract.Begun):
        lab_order.unclear_at = lab_order.unclear_at or at
    lab_order.save(update_fields=["trace", "unclear_at"])
    if lab_order.unclear_at is None or at - lab_order.unclear_at < PATIENCE:
        return False
    sentence = _(
        "The lab has not answered for a day, and nobody knows whether it has the order: %s "
        "Ask again: it never makes two of it."
    )
    stopping.stop(lab_order, sentence=sentence % answer.sentence, at=at)
    return True
