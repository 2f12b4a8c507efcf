"""Asking a lab for a wish, outside transactions, and what its answer does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.labs import contract
from modules.labs.models import LabOrder, LabState, LabWish
from modules.labs.services import connecting
from modules.labs.services.ordering import (
    applying,
    giving_back,
    locking,
    recipients,
    trail,
    whole,
)

# For as long the lab is asked again; whoever asked knows by then that it is no use today.
PATIENCE = timedelta(hours=4)
Kind = LabWish.Kind
_THERE = (LabState.AT_LAB, LabState.STOPPED)


def ask(*, wish_id: int, at: datetime) -> bool:
    """Ask the lab for a wish that is not answered; False where it has to be asked again."""
    rows = LabWish.objects.filter(pk=wish_id, answered_at=None)
    wish = rows.select_related("lab_order__connection", "by").first()
    if wish is None:
        return True
    lab_order = wish.lab_order
    account, lab = (
        connecting.account_of(lab_order.connection),
        connecting.lab_of(lab_order.connection),
    )
    answer = _ASK[Kind(wish.kind)](lab, account, wish, at)
    if isinstance(answer, contract.Refused) and wish.kind == Kind.CANCEL:
        # An earlier attempt may have been heard though its answer was lost.
        now = lab.status(account, lab_id=lab_order.lab_id)
        if isinstance(now, contract.Progress) and now.stage == contract.Stage.CANCELLED:
            answer = contract.TakenBack(progress=now)
    return _settle(wish_id, answer, at)


def _settle(wish_id: int, answer: object, at: datetime) -> bool:
    with transaction.atomic():  # The wish, states of both orders and the history together.
        wish = LabWish.objects.select_related("by").get(pk=wish_id)
        fresh = locking.lock(wish.lab_order_id)
        wish.refresh_from_db(fields=["answered_at"])
        if wish.answered_at is not None:
            return True
        if fresh.state not in _THERE:
            return _answer(wish, fresh, at, sentence=_("It went on meanwhile."))
        if isinstance(answer, contract.Away):
            return _wait(wish, fresh, answer, at)
        if isinstance(answer, contract.Refused):
            return _answer(wish, fresh, at, sentence=answer.sentence)
        return _grant(wish, fresh, answer, at)


def _wait(wish: LabWish, lab_order: LabOrder, answer: contract.Away, at: datetime) -> bool:
    if at - wish.wished_at >= PATIENCE:
        sentence = _("The lab does not answer: %s") % answer.sentence
        return _answer(wish, lab_order, at, sentence=sentence)
    wish.sentence = answer.sentence
    wish.save(update_fields=["sentence"])
    return False


def _grant(wish: LabWish, lab_order: LabOrder, answer: object, at: datetime) -> bool:
    sentence = ""
    if isinstance(answer, contract.TakenBack):
        sentence = answer.refund
    elif isinstance(answer, contract.PartlyTakenBack | contract.Changed):
        sentence = answer.sentence
    _answer(wish, lab_order, at, sentence=sentence, is_granted=True)
    if isinstance(answer, contract.TakenBack):
        if answer.progress is not None:
            applying.charge(lab_order, answer.progress)
        then = wish.detail["then"]
        giving_back.given_back(lab_order, then=then, by=wish.by, at=at, refund=answer.refund)
    elif isinstance(answer, contract.PartlyTakenBack):
        _part(wish, lab_order, answer, at)
    elif wish.kind == Kind.RECIPIENT:
        lab_order.recipient = wish.detail["recipient"]
        lab_order.save(update_fields=["recipient"])
    elif wish.kind == Kind.METHOD:
        lab_order.method = wish.detail["method"]
        lab_order.save(update_fields=["method"])
    return True


def _part(
    wish: LabWish, lab_order: LabOrder, answer: contract.PartlyTakenBack, at: datetime
) -> None:
    pieces = list(lab_order.pieces.filter(is_live=True, public_id__in=answer.pieces))
    if not pieces:
        return
    if wish.detail["then"] == "leave_out":
        giving_back.leave_out(lab_order, pieces, by=wish.by, at=at)
    elif lab_order.pieces.filter(is_live=True).count() > len(pieces):
        giving_back.split(lab_order, pieces, sentence=answer.sentence, at=at, tells=False)


def _answer(
    wish: LabWish, lab_order: LabOrder, at: datetime, *, sentence: str, is_granted: bool = False
) -> bool:
    wish.answered_at, wish.is_granted, wish.sentence = at, is_granted, sentence
    wish.save(update_fields=["answered_at", "is_granted", "sentence"])
    verb = "granted" if is_granted else "not_granted"
    trail.record(lab_order=lab_order, verb=verb, by=None, at=at, kind=wish.kind, sentence=sentence)
    return True


def _cancel(lab: contract.Lab, account: contract.Account, wish: LabWish, at: datetime) -> object:
    return lab.cancel(account, lab_id=wish.lab_order.lab_id)


def _recipient(lab: contract.Lab, account: contract.Account, wish: LabWish, at: datetime) -> object:
    to = recipients.for_lab(wish.detail["recipient"])
    return lab.change_recipient(account, lab_id=wish.lab_order.lab_id, recipient=to)


def _method(lab: contract.Lab, account: contract.Account, wish: LabWish, at: datetime) -> object:
    return lab.change_shipping(account, lab_id=wish.lab_order.lab_id, method=wish.detail["method"])


def _again(lab: contract.Lab, account: contract.Account, wish: LabWish, at: datetime) -> object:
    """With the key that was made for this wish: however often it is asked, the lab gets one."""
    return lab.submit(account, whole.submission(wish.lab_order, at=at))


_ASK: dict[str, Callable[[contract.Lab, contract.Account, Any, datetime], object]] = {
    Kind.CANCEL: _cancel,
    Kind.RECIPIENT: _recipient,
    Kind.METHOD: _method,
    Kind.AGAIN: _again,
}
