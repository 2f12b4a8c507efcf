"""What a lab does not make after all: it gave it back when asked, or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabOrder, LabPiece, LabState, LabWish
from modules.labs.services.ordering import keys, stopping, trail
from safelight.accounts.models import Person
from safelight.kernel import public_id

# What becomes of the prints: they stay for another attempt, or the client does not get them.
Then = Literal["keep", "leave_out"]


def given_back(
    lab_order: LabOrder, *, then: Then, by: Person | None, at: datetime, refund: str = ""
) -> None:
    """Nothing of a locked lab order is made, but for what is in parcels already."""
    was = lab_order.lab_id
    keys.begin_anew(lab_order)
    lab_order.save(update_fields=keys.BEGUN_ANEW)
    trail.record(
        lab_order=lab_order, verb="given_back", by=by, at=at, lab_id=was, then=then, refund=refund
    )
    lab_order.pieces.filter(is_live=True).exclude(parcels=None).update(is_live=False)
    if then == "leave_out":
        leave_out(lab_order, list(lab_order.pieces.filter(is_live=True)), by=by, at=at)
        end(lab_order)
        return
    sentence = _("The lab gave this order back. Change what you like and send it again.")
    stopping.stop(lab_order, sentence=sentence, at=at, tells=by is None)


def cancelled_there(lab_order: LabOrder, issues: Sequence[contract.Issue], *, at: datetime) -> None:
    """The lab says that it is cancelled: because somebody here asked for it, or by itself."""
    wish = lab_order.wishes.filter(kind=LabWish.Kind.CANCEL, answered_at=None).first()
    if wish is not None:
        wish.is_granted, wish.answered_at = True, at
        wish.save(update_fields=["is_granted", "answered_at"])
        given_back(lab_order, then=wish.detail["then"], by=wish.by, at=at)
        return
    was = lab_order.lab_id
    keys.begin_anew(lab_order)
    lab_order.save(update_fields=keys.BEGUN_ANEW)
    lab_order.pieces.filter(is_live=True).exclude(parcels=None).update(is_live=False)
    trail.record(lab_order=lab_order, verb="cancelled_there", by=None, at=at, lab_id=was)
    sentence = stopping.sentence_of(issues) or _("The lab has cancelled this order.")
    stopping.stop(lab_order, sentence=sentence, at=at, issues=issues)


def split(
    lab_order: LabOrder,
    pieces: Sequence[LabPiece],
    *,
    sentence: str,
    at: datetime,
    tells: bool = True,
) -> LabOrder:
    """Some pieces that the lab does not make become a lab order of their own, which needs a person;
    the others go on.
    """
    made: LabOrder = LabOrder.objects.get(pk=lab_order.pk)
    made.pk, made.public_id = None, public_id.new()
    made.state, made.created_at, made.attempts, made.quoted = LabState.WAITING, at, 0, None
    made.problem, made.issues, made.first_sent_at = "", [], None
    keys.begin_anew(made)
    made.save(force_insert=True)
    for piece in pieces:
        piece.lab_order = made
        piece.save(update_fields=["lab_order"])
    for row, verb, other in ((lab_order, "split", made), (made, "split_from", lab_order)):
        trail.record(
            lab_order=row, verb=verb, by=None, at=at, pieces=len(pieces), other=other.reference
        )
    stopping.stop(made, sentence=sentence, at=at, tells=tells)
    return made


def leave_out(
    lab_order: LabOrder, pieces: Sequence[LabPiece], *, by: Person | None, at: datetime
) -> None:
    """The clients do not get these prints; a reprint leaves the first one alone."""
    ids = [piece.pk for piece in pieces]
    for order_id, live in stopping.by_order(lab_order).items():
        items = [each.item_id for each in live if each.pk in ids and not each.reprint]
        commerce.at_lab.leave_out(order_id=order_id, item_ids=items, by=by, at=at)
    LabPiece.objects.filter(pk__in=ids).update(is_live=False)


def end(lab_order: LabOrder) -> None:
    """A locked lab order of which nothing is left to do."""
    lab_order.move(LabState.DONE if lab_order.parcels.exists() else LabState.CANCELLED)
    lab_order.problem, lab_order.issues, lab_order.decide_by = "", [], None
    lab_order.save(update_fields=stopping.FIELDS)
