"""Parked jobs: tried again, or discarded with a reason; one, or all of a kind."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelight.console.models import Operator, OperatorEntry
from safelight.console.services import noting
from safelight.console.services.studios import ReasonNeeded
from safelight.jobs import parking
from safelight.jobs.models import Job
from safelight.kernel.errors import Refusal
from tenants.models import Studio

Verb = OperatorEntry.Verb
# One request stays short; the next one takes the next jobs.
AT_ONCE = 500


class CannotTryAgain(Refusal):
    code = "cannot_try_again"


class CountChanged(Refusal):
    """What was agreed to is not what there is now."""

    code = "count_changed"


def kinds() -> list[tuple[str, int]]:
    """Kinds with parked jobs, the most first."""
    found = Job.objects.filter(state=Job.State.PARKED).values("kind").annotate(n=Count("pk"))
    return [(row["kind"], row["n"]) for row in found.order_by("-n", "kind")]


def try_again(*, job: Job, by: Operator) -> None:
    """Queue a parked job afresh."""
    with transaction.atomic():  # What was done and that it was done appear together.
        if not parking.try_again(job):
            raise CannotTryAgain(_("Somebody was faster, or the same work is waiting already."))
        noting.note(by, Verb.TRY_AGAIN, studio=_studio(job), subject=_named(job))


def try_kind_again(*, kind: str, counted: int, by: Operator) -> int:
    """Queue the parked jobs of a kind afresh, at most ``AT_ONCE``; how many were.

    ``counted`` is how many the operator was shown; raises ``CountChanged`` where there are more.
    """
    with transaction.atomic():  # As above.
        found = _of_kind(kind, counted)
        done = sum(parking.try_again(job) for job in found[:AT_ONCE])
        noting.note(by, Verb.TRY_AGAIN, subject=kind, reason=_jobs(done))
    return done


def discard(*, job: Job, by: Operator, reason: str) -> None:
    """Give a parked job up for good; it stays in the table as cancelled."""
    why = _reason(reason)
    with transaction.atomic():  # As above.
        if not _cancel(Job.objects.filter(pk=job.pk)):
            raise CannotTryAgain(_("Somebody was faster, or the same work is waiting already."))
        noting.note(by, Verb.DISCARD, studio=_studio(job), subject=_named(job), reason=why)


def discard_kind(*, kind: str, counted: int, by: Operator, reason: str) -> int:
    """As ``discard``, for all of a kind; raises ``CountChanged`` as ``try_kind_again``."""
    why = _reason(reason)
    with transaction.atomic():  # As above.
        keys = list(_of_kind(kind, counted).values_list("pk", flat=True)[:AT_ONCE])
        done = _cancel(Job.objects.filter(pk__in=keys))
        noting.note(by, Verb.DISCARD, subject=kind, reason=f"{why} ({_jobs(done)})")
    return done


def _of_kind(kind: str, counted: int) -> QuerySet[Job]:
    found = parking.parked().filter(kind=kind)
    if found.count() > counted:
        raise CountChanged(_("There are more of them by now. Look again before you decide."))
    return found


def _cancel(jobs: QuerySet[Job]) -> int:
    parked = jobs.filter(state=Job.State.PARKED)
    return parked.update(state=Job.State.CANCELLED, finished_at=Now())


def _jobs(count: int) -> str:
    return ngettext("%(count)s job", "%(count)s jobs", count) % {"count": count}


def _reason(typed: str) -> str:
    if not typed.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    return typed.strip()


def _studio(job: Job) -> Studio | None:
    return Studio.objects.filter(pk=job.studio_id).first() if job.studio_id else None


def _named(job: Job) -> str:
    return f"{job.kind} {job.key}"
