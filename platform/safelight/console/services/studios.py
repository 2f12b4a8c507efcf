"""Switching modules, suspending and resuming studios."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.console.models import Operator, OperatorEntry
from safelight.jobs import parking
from safelight.jobs.models import Job
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from tenants import life, modules, resolve
from tenants.models import Studio

Verb = OperatorEntry.Verb


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422


class OthersNeedIt(Refusal):
    code = "others_need_it"


class CannotTryAgain(Refusal):
    code = "cannot_try_again"


def switch_on(*, studio: Studio, module: str, by: Operator, at: datetime) -> None:
    """Open the module and what it requires; each one's ``on_enable`` runs inside the studio."""
    # A module whose on_enable fails stays off, and nothing is written down.
    with transaction.atomic():
        for name in modules.switch_on(studio=studio, module=module, at=at):
            _note(by, studio, Verb.SWITCH_ON, name)
    resolve.forget_all()


def switch_off(*, studio: Studio, module: str, by: Operator) -> None:
    """Close the module's doors; its data stays. Refused while others that are on require it."""
    on = studio.switched_on()
    needed_by = [m for m in registry.manifests() if module in m.requires and m.name in on]
    if needed_by:
        names = ", ".join(str(m.title) for m in needed_by)
        raise OthersNeedIt(_("Switch off first what needs it: %(names)s.") % {"names": names})
    with transaction.atomic():  # What was done and that it was done appear together.
        studio.switch_off(module)
        _note(by, studio, Verb.SWITCH_OFF, module)
    resolve.forget_all()


def suspend(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Close the studio's doors. Raises ``life.WrongState`` or ``ReasonNeeded``."""
    with _noted(by, studio, Verb.SUSPEND, reason):
        life.suspend(studio=studio, why=Studio.Why.OPERATOR, at=at)


def resume(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Open them again. Raises ``life.WrongState`` or ``ReasonNeeded``."""
    with _noted(by, studio, Verb.RESUME, reason):
        life.resume(studio=studio)


def try_again(*, job: Job, by: Operator) -> None:
    """Queue a parked job afresh."""
    with transaction.atomic():  # As above.
        if not parking.try_again(job):
            raise CannotTryAgain(_("Somebody was faster, or the same work is waiting already."))
        studio = Studio.objects.filter(pk=job.studio_id).first() if job.studio_id else None
        _note(by, studio, Verb.TRY_AGAIN, f"{job.kind} {job.key}"[:200])


@contextmanager
def _noted(by: Operator, studio: Studio, verb: str, reason: str) -> Iterator[None]:
    if not reason.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    with transaction.atomic():  # As above.
        yield
        _note(by, studio, verb, "", reason.strip())
    resolve.forget_all()


def _note(by: Operator, studio: Studio | None, verb: str, subject: str, reason: str = "") -> None:
    OperatorEntry.objects.create(
        operator=by,
        studio_uuid=studio.uuid if studio else None,
        verb=verb,
        subject=subject,
        reason=reason,
    )
