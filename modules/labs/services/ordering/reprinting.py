"""A print that arrived damaged, or not at all, is made once more; its client pays nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.labs.models import LabOrder, LabPiece, LabState, WindowEnd
from modules.labs.services.ordering import keys, locking, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class CannotBeReprinted(Refusal):
    """The first one is not made yet, or a reprint of it is on its way."""

    code = "cannot_be_reprinted"


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 400


def reprint(
    *, piece: LabPiece, reason: str, by: Person, at: datetime, copies: int | None = None
) -> LabOrder:
    """A new lab order for the same item, which waits for a person to send it.

    Raises ``ReasonNeeded`` and ``CannotBeReprinted``.
    """
    why = reason.strip()[:200]
    if not why or "\0" in why:
        raise ReasonNeeded(_("Say why it is made again."))
    with transaction.atomic():  # The lab order, its piece and both histories appear together.
        first = locking.lock(piece.lab_order_id)
        if first.state != LabState.DONE or _is_at_a_lab(piece):
            raise CannotBeReprinted(_("It is at a lab already, or was not made yet."))
        made = _again(first, at)
        LabPiece.objects.create(
            lab_order=made, item_id=piece.item_id, sku=piece.sku, attributes=piece.attributes,
            copies=max(1, min(copies or piece.copies, piece.copies)), words=piece.words,
            retail=piece.retail, reprint=why,
        )  # fmt: skip
        for row, verb, other in ((first, "reprint", made), (made, "reprint_of", first)):
            trail.record(lab_order=row, verb=verb, by=by, at=at, reason=why, other=other.reference)
    return made


def _is_at_a_lab(piece: LabPiece) -> bool:
    return LabPiece.objects.filter(item=piece.item_id, is_live=True).exists()


def _again(first: LabOrder, at: datetime) -> LabOrder:
    made = LabOrder(
        connection=first.connection, method=first.method, to_studio=first.to_studio,
        recipient=first.recipient, branding=first.branding, created_at=at,
        currency=first.currency, at_end=WindowEnd.WAIT,
    )  # fmt: skip
    made.key = keys.of(made)
    made.save()
    return made
