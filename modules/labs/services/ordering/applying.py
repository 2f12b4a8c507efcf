"""What a lab tells of an order becomes its state. News may come twice, late and in any order:
nothing is counted twice, and no state goes back.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabCharge, LabOrder, LabPiece, LabState
from modules.labs.services.ordering import giving_back, locking, parcels, stopping, trail

_RANK = {stage: rank for rank, stage in enumerate(contract.ORDER)}


def apply(
    *, lab_order_id: int, progress: contract.Progress, at: datetime, is_whole: bool
) -> LabOrder:
    """Take over how far an order is at its lab. What belongs to another order changes nothing.

    ``is_whole``: it was asked for just now, and is all that the lab knows; otherwise it is one
    piece of news, which may be old.
    """
    with transaction.atomic():  # Parcels, states of both orders, history and mails together.
        fresh = locking.lock(lab_order_id)
        if fresh.lab_id and fresh.lab_id == progress.lab_id:
            take_over(fresh, progress, at=at, is_whole=is_whole)
    return fresh


def take_over(
    lab_order: LabOrder, progress: contract.Progress, *, at: datetime, is_whole: bool
) -> None:
    """``apply`` for a locked lab order that this progress is of."""
    charge(lab_order, progress)
    if lab_order.state == LabState.CANCELLED:
        return
    is_old = _is_old(lab_order, progress.stage)
    parcels.arrive(lab_order, progress.shipped, at=at)
    if lab_order.state == LabState.DONE:
        return
    if progress.stage == contract.Stage.CANCELLED:
        giving_back.cancelled_there(lab_order, progress.issues, at=at)
        return
    if not is_old:
        _advance(lab_order, progress, at=at, is_whole=is_whole)
    if progress.stage == contract.Stage.SHIPPED:
        _finish(lab_order, at)


def charge(lab_order: LabOrder, progress: contract.Progress) -> None:
    """Keep what the lab bills, each once."""
    for each in progress.charges:
        LabCharge.objects.get_or_create(
            lab_order=lab_order, reference=each.reference[:120],
            defaults={
                "kind": each.kind[:10], "amount": each.cost.amount,
                "currency": each.cost.currency[:3],
            },
        )  # fmt: skip


def finish_if_all_sent(lab_order: LabOrder, *, at: datetime) -> bool:
    """End a locked lab order of which every piece is in a parcel."""
    if lab_order.pieces.filter(is_live=True, parcels=None).exists():
        return False
    lab_order.move(LabState.DONE)
    lab_order.problem, lab_order.issues = "", []
    lab_order.save(update_fields=["state", "problem", "issues"])
    lab_order.pieces.filter(is_live=True).update(is_live=False)
    trail.record(lab_order=lab_order, verb="done", by=None, at=at)
    return True


def _is_old(lab_order: LabOrder, stage: contract.Stage) -> bool:
    """Whether the lab was further before."""
    before = _RANK.get(contract.Stage(lab_order.stage)) if lab_order.stage else None
    now = _RANK.get(stage)
    return before is not None and now is not None and now < before


def _advance(
    lab_order: LabOrder, progress: contract.Progress, *, at: datetime, is_whole: bool
) -> None:
    is_known = progress.stage != contract.Stage.UNKNOWN
    is_further = is_known and progress.stage != lab_order.stage
    if is_further:
        lab_order.stage = progress.stage
        trail.record(
            lab_order=lab_order, verb="stage", by=None, at=at,
            stage=str(progress.stage), word=progress.word,
        )  # fmt: skip
    if progress.word:
        lab_order.word = progress.word[:80]
    lab_order.save(update_fields=["stage", "word"])
    _not_made(lab_order, progress, at)
    blocking = [each for each in progress.issues if not each.is_passing]
    if blocking:
        sentence = stopping.sentence_of(blocking)
        stopping.stop(lab_order, sentence=sentence, at=at, issues=progress.issues)
    elif is_further or (is_whole and is_known):
        _go_on(lab_order, progress, at)


def _not_made(lab_order: LabOrder, progress: contract.Progress, at: datetime) -> None:
    out = lab_order.pieces.filter(
        is_live=True, parcels=None, public_id__in=progress.cancelled_pieces
    )
    left = lab_order.pieces.filter(is_live=True).exclude(pk__in=out.values("pk"))
    if out.exists() and left.exists():
        sentence = _("The lab does not make this part of the order.")
        giving_back.split(lab_order, list(out), sentence=sentence, at=at)


def _go_on(lab_order: LabOrder, progress: contract.Progress, at: datetime) -> None:
    """Nothing is wrong there any more, or the lab still tries by itself."""
    lab_order.issues = [stopping.stored(each) for each in progress.issues]
    lab_order.save(update_fields=["issues"])
    if lab_order.state != LabState.STOPPED:
        return
    lab_order.move(LabState.AT_LAB)
    lab_order.problem = ""
    lab_order.save(update_fields=["state", "problem"])
    for order_id, pieces in stopping.by_order(lab_order).items():
        commerce.at_lab.taken(
            order_id=order_id, item_ids=[piece.item_id for piece in pieces],
            lab=lab_order.connection.name, at=at,
        )  # fmt: skip
    trail.record(lab_order=lab_order, verb="goes_on", by=None, at=at)


def _finish(lab_order: LabOrder, at: datetime) -> None:
    """All of it is on its way; what the lab put in no parcel that it told of, in one more."""
    rest = list(LabPiece.objects.filter(lab_order=lab_order, is_live=True, parcels=None))
    if rest:
        whole = contract.Sent(reference="rest", pieces=tuple(piece.public_id for piece in rest))
        parcels.arrive(lab_order, (whole,), at=at)
    finish_if_all_sent(lab_order, at=at)
