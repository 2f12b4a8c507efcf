"""Prints that a client does not get any more, taken out of lab orders that were not sent yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.labs.models import LabOrder, LabPiece, LabState
from modules.labs.services.ordering import locking, trail


def trim(*, order_id: int, at: datetime) -> None:
    """Some prints of an order are not wanted any more: take them out of what was not sent yet."""
    pieces = LabPiece.objects.filter(item__order=order_id, is_live=True)
    ids = sorted(set(pieces.values_list("lab_order", flat=True)))
    with transaction.atomic():  # Pieces, the lab order's end and its history appear together.
        for lab_order in locking.lock_all(ids):
            if lab_order.is_to_prepare:
                fit(lab_order, at=at)


def fit(lab_order: LabOrder, *, at: datetime) -> bool:
    """Bring a locked lab order down to what is still wanted; False where nothing of it is."""
    out = 0
    for piece in lab_order.pieces.filter(is_live=True, reprint="").select_related("item"):
        kept = piece.item.kept
        if not kept:
            piece.is_live = False
            piece.save(update_fields=["is_live"])
        elif kept < piece.copies:
            piece.copies = kept
            piece.save(update_fields=["copies"])
        else:
            continue
        out += 1
    if out:
        trail.record(lab_order=lab_order, verb="left_out", by=None, at=at, pieces=out)
    if lab_order.pieces.filter(is_live=True).exists():
        return True
    lab_order.move(LabState.CANCELLED)
    lab_order.decide_by, lab_order.problem, lab_order.issues = None, "", []
    lab_order.save(update_fields=["state", "decide_by", "problem", "issues"])
    return False
