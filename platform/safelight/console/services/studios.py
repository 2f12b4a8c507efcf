"""Switching modules, suspending studios and opening them again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.console.models import Operator, OperatorEntry
from safelight.console.services import noting, owners
from safelight.kernel.errors import Refusal
from tenants import life, modules, resolve
from tenants.models import Studio

Verb = OperatorEntry.Verb


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422


def switch_on(*, studio: Studio, module: str, by: Operator, at: datetime) -> None:
    """Open the module and what it requires; each one's ``on_enable`` runs inside the studio."""
    # A module whose on_enable fails stays off, and nothing is written down.
    with transaction.atomic():
        for name in modules.switch_on(studio=studio, module=module, at=at):
            noting.note(by, Verb.SWITCH_ON, studio=studio, subject=name)
    resolve.forget_all()


def switch_off(*, studio: Studio, module: str, by: Operator) -> None:
    """Close the module's doors; its data stays. Refused while others that are on require it."""
    with transaction.atomic():  # What was done and that it was done appear together.
        modules.switch_off(studio=studio, module=module)
        noting.note(by, Verb.SWITCH_OFF, studio=studio, subject=module)
    resolve.forget_all()


def suspend(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Close the studio's doors, and tell its owners why."""
    why = _reason(reason)
    with transaction.atomic():  # What was done, that it was done, and the mail appear together.
        life.suspend(studio=studio, why=Studio.Why.OPERATOR, at=at)
        entry = noting.note(by, Verb.SUSPEND, studio=studio, reason=why)
        owners.tell(
            studio=studio, key=f"console suspended {entry.pk}", template="console_suspended",
            context={"reason": why, "until": studio.downloads_until},
        )  # fmt: skip


def resume(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Open them again, and tell its owners."""
    why = _reason(reason)
    with transaction.atomic():  # As above.
        life.resume(studio=studio)
        entry = noting.note(by, Verb.RESUME, studio=studio, reason=why)
        owners.tell(
            studio=studio, key=f"console resumed {entry.pk}", template="console_resumed",
            context={"path": "/studio/"},
        )  # fmt: skip


def _reason(typed: str) -> str:
    if not typed.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    return typed.strip()
