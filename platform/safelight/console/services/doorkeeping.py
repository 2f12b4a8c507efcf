"""A studio's door for support: open unless its owners close it, and then opened for a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.console.models import Acting, Operator, OperatorEntry, SupportDoor
from safelight.console.services import noting, owners
from safelight.kernel.errors import Refusal
from safelight.web import dates
from tenants.context import public_context, tenant_context
from tenants.models import Studio

LET_IN_FOR = timedelta(hours=24)


class NothingToAsk(Refusal):
    """The door is open, or somebody has asked already."""

    code = "nothing_to_ask"


class NoReason(Refusal):
    code = "reason_needed"
    status = 422


def of(studio: Studio) -> SupportDoor:
    """The studio's door; an open one that is not stored where it never said anything."""
    with public_context():
        found = SupportDoor.objects.select_related("asked_by").filter(studio=studio).first()
    return found or SupportDoor(studio=studio)


def close(*, studio: Studio, at: datetime) -> None:
    """Let nobody in any more; whoever acts there at this moment is out."""
    with transaction.atomic():  # The door, what goes on behind it, and the log.
        _change(studio, is_closed=True, open_until=None)
        Acting.objects.filter(studio=studio, ended_at=None).update(ended_at=at)
        audit.note("acting.closed")


def open_again(*, studio: Studio) -> None:
    with transaction.atomic():  # As above.
        _change(studio, is_closed=False, open_until=None, asked_at=None, asked_for="")
        audit.note("acting.opened")


def let_in(*, studio: Studio, at: datetime) -> SupportDoor:
    """Open a closed door for 24 hours."""
    until = at + LET_IN_FOR
    with transaction.atomic():  # As above.
        door = _change(studio, is_closed=True, open_until=until, asked_at=None, asked_for="")
        when = dates.moment(until)
        audit.note("acting.allowed", details={"until": when})
    return door


def ask(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Ask the owners of a closed studio by mail. Raises ``NothingToAsk`` and ``NoReason``."""
    why = reason.strip()
    if not why:
        raise NoReason(_("Write down why."), fields={"reason": [_("Write down why.")]})
    door = of(studio)
    if door.lets_in(at=at):
        raise NothingToAsk(_("The studio is open to support."))
    if door.asked_at is not None and at - door.asked_at < LET_IN_FOR:
        raise NothingToAsk(_("They have been asked in the last 24 hours."))
    with transaction.atomic():  # As above, and the mail.
        _change(studio, asked_at=at, asked_by=by, asked_for=why)
        entry = noting.note(by, OperatorEntry.Verb.ASK_TO_ACT, studio=studio, reason=why)
        with tenant_context(studio), audit.acting(_operator(by)):
            audit.note("acting.asked", details={"reason": why})
        owners.tell(
            studio=studio, key=f"console asked {entry.pk}", template="console_asked",
            context={"operator": by.name, "reason": why, "path": "/studio/settings/support/"},
        )  # fmt: skip


def _change(studio: Studio, **values: object) -> SupportDoor:
    with public_context():
        door, _made = SupportDoor.objects.update_or_create(studio=studio, defaults=values)
    return door


def _operator(by: Operator) -> audit.Actor:
    return audit.Actor(operator_email=by.email, operator_name=by.name)
