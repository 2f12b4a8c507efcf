"""Several clients' orders in one lab order, where the lab sends to the studio."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.labs.models import LabOrder, LabState
from modules.labs.services.ordering import locking, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class CannotBeGrouped(Refusal):
    """Not of one lab, not to the studio, or not waiting any more."""

    code = "cannot_be_grouped"


def group(*, lab_order_ids: Collection[int], by: Person, at: datetime) -> LabOrder:
    """Put waiting lab orders into the oldest of them, which then waits for a person.

    Raises ``CannotBeGrouped``.
    """
    with transaction.atomic():  # Pieces and the ends of those that are empty appear together.
        found = locking.lock_all(lab_order_ids)
        _check(found)
        into, *others = found
        for other in others:
            other.pieces.update(lab_order=into)
            other.move(LabState.CANCELLED)
            other.decide_by = None
            other.save(update_fields=["state", "decide_by"])
            trail.record(lab_order=other, verb="grouped", by=by, at=at, into=into.reference)
        into.decide_by, into.quoted = None, None
        into.note = "\n".join(filter(None, [each.note for each in found]))
        for each in others:
            into.branding = {**each.branding, **into.branding}
        into.save(update_fields=["decide_by", "quoted", "note", "branding"])
        names = ", ".join(each.reference for each in others)
        trail.record(lab_order=into, verb="took_in", by=by, at=at, others=names)
    return into


def _check(found: Collection[LabOrder]) -> None:
    if len(found) < 2:
        raise CannotBeGrouped(_("Choose two or more."))
    if any(each.state != LabState.WAITING for each in found):
        raise CannotBeGrouped(_("Only lab orders that wait to be sent can be put together."))
    if len({each.connection_id for each in found}) > 1:
        raise CannotBeGrouped(_("These go to different labs."))
    if not all(each.to_studio for each in found):
        raise CannotBeGrouped(_("Only what the lab sends to you can be put together."))
