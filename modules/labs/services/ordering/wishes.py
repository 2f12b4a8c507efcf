"""What people ask of a lab that has an order: kept as a row, asked by a job, answered in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.labs.contract import Cancelling, Capabilities
from modules.labs.models import LabConnection, LabOrder, LabState, LabWish
from modules.labs.services import connecting
from modules.labs.services.ordering import keys, locking, trail
from safelight import jobs
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

ASK = "labs.ask_for_wish"
Kind = LabWish.Kind


class NotOffered(Refusal):
    """This lab cannot do that, or not any more."""

    code = "lab_does_not_offer"


class AlreadyAsked(Refusal):
    """The lab has not answered the last wish yet."""

    code = "lab_already_asked"


def wish(
    *, lab_order: LabOrder, kind: str, detail: dict[str, Any], by: Person, at: datetime
) -> LabWish:
    """Ask the lab, by a job. Raises ``NotOffered`` and ``AlreadyAsked``."""
    with transaction.atomic():  # The wish, its job and the history appear together.
        fresh = locking.lock(lab_order.pk)
        if kind not in offered(fresh):
            raise NotOffered(_("%(lab)s does not do that.") % {"lab": fresh.connection.name})
        if fresh.wishes.filter(answered_at=None).exists():
            raise AlreadyAsked(_("The lab was asked for something else and has not answered yet."))
        if kind == Kind.AGAIN:
            fresh.again += 1
            fresh.key = keys.of(fresh)
            fresh.save(update_fields=["again", "key"])
        made: LabWish = LabWish.objects.create(
            lab_order=fresh, kind=kind, detail=detail, by=by, wished_at=at
        )
        trail.record(lab_order=fresh, verb=f"wish_{kind}", by=by, at=at)
        jobs.enqueue(ASK, key=str(made.pk), wish_id=made.pk)
    return made


def offered(lab_order: LabOrder) -> frozenset[str]:
    """What its lab can be asked for now."""
    is_there = lab_order.state in (LabState.AT_LAB, LabState.STOPPED) and bool(lab_order.lab_id)
    if not is_there or lab_order.connection.disconnected_at is not None:
        return frozenset()
    can = capabilities(lab_order.connection)
    found = {
        Kind.CANCEL: can.cancelling != Cancelling.NEVER,
        Kind.RECIPIENT: can.changes_recipient and not lab_order.parcels.exists(),
        Kind.METHOD: can.changes_shipping and not lab_order.parcels.exists(),
        Kind.AGAIN: can.sends_again,
    }
    return frozenset(str(kind) for kind, is_offered in found.items() if is_offered)


def capabilities(connection: LabConnection) -> Capabilities:
    """What its lab can do; nothing where the package that knew it is gone."""
    try:
        return connecting.lab_of(connection).capabilities
    except Refusal:
        return Capabilities()
