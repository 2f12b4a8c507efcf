"""Switching modules, suspending and resuming studios."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.console.models import Operator, OperatorEntry
from safelight.jobs import parking
from safelight.jobs.models import Job
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from tenants import modules, resolve
from tenants.models import Studio

Verb = OperatorEntry.Verb


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422


class WrongState(Refusal):
    code = "wrong_state"


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


def suspend(*, studio: Studio, by: Operator, reason: str) -> None:
    _change_state(studio, by, Verb.SUSPEND, reason, was=Studio.State.READY)


def resume(*, studio: Studio, by: Operator, reason: str) -> None:
    _change_state(studio, by, Verb.RESUME, reason, was=Studio.State.SUSPENDED)


def try_again(*, job: Job, by: Operator) -> None:
    """Queue a parked job afresh."""
    with transaction.atomic():  # As above.
        if not parking.try_again(job):
            raise CannotTryAgain(_("Somebody was faster, or the same work is waiting already."))
        studio = Studio.objects.filter(pk=job.studio_id).first() if job.studio_id else None
        _note(by, studio, Verb.TRY_AGAIN, f"{job.kind} {job.key}"[:200])


def _change_state(studio: Studio, by: Operator, verb: str, reason: str, *, was: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    with transaction.atomic():  # As above; the row is locked, so that two do not undo each other.
        locked = Studio.objects.select_for_update().get(pk=studio.pk)
        if locked.state != was:
            raise WrongState(_("The studio's state has changed meanwhile."))
        locked.suspend() if verb == Verb.SUSPEND else locked.resume()
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
