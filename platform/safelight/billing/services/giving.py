"""What operators do by hand: a plan without paying, a module beyond the plan, a newer version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.billing.models import ModuleGrant, Plan, Subscription
from safelight.billing.services import applying, standing
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from tenants import modules
from tenants.context import public_context
from tenants.models import Studio

State = Subscription.State


class PaysAlready(Refusal):
    """A subscription at Stripe would go on asking for money."""

    code = "pays_already"


class PlanReasonNeeded(Refusal):
    code = "plan_reason_needed"
    status = 422


def give_plan(  # noqa: PLR0913 - keyword-only: who gave what to whom, until when and why
    *, studio: Studio, plan: Plan, until: datetime | None, by: str, reason: str, at: datetime
) -> Subscription:
    """Let the studio have the plan's newest version without paying, until a day or for good.

    ``by`` names the operator. Also for a studio that never had a plan. Raises ``PaysAlready``
    and ``PlanReasonNeeded``.
    """
    _refuse_without(reason)
    version = plan.current()
    # A studio may get its first row here; two operators at once make one.
    with public_context(), transaction.atomic():
        Subscription.objects.get_or_create(
            studio=studio, defaults={"version": version, "state": State.ENDED, "changed_at": at}
        )
        with standing.changing(studio) as subscription:
            if subscription.is_paid_for:
                raise PaysAlready(_("This studio pays for its plan. Let it end there first."))
            standing.take(subscription, state=State.GIVEN, version=version)
            subscription.ends_at = until
            subscription.given_by, subscription.reason = by[:120], reason
            standing.note(
                studio, "billing.plan_given", plan=version.name, by=by, reason=reason, until=until
            )
            standing.save(subscription, at=at)
    return subscription


def bring_up(*, studio: Studio, by: str, at: datetime) -> bool:
    """Move a studio that does not pay to the newest version of its plan; False if it has that.

    Whoever pays is moved by choosing the plan anew, because that may change what they pay.
    Raises ``standing.HasNoPlan``, ``PaysAlready``.
    """
    with standing.changing(studio) as found:
        if found.is_paid_for:
            raise PaysAlready(_("This studio pays for its plan, and chooses newer ones itself."))
        newest = found.version.plan.current()
        if newest.pk == found.version_id or found.state == State.ENDED:
            return False
        found.version = newest
        standing.note(found.studio, "billing.plan_brought_up", plan=newest.name, by=by)
        standing.save(found, at=at)
    return True


def grant_module(*, studio: Studio, module: str, by: str, reason: str, at: datetime) -> None:
    """Let the studio have a module, and what it requires, beyond its plan.

    Raises ``standing.HasNoPlan`` where nothing limits the studio, and ``PlanReasonNeeded``.
    """
    _refuse_without(reason)
    with standing.changing(studio) as subscription:
        for name in (*modules.requirements(module), module):
            ModuleGrant.objects.update_or_create(
                studio=studio, module=name,
                defaults={"granted_by": by[:120], "reason": reason, "granted_at": at},
            )  # fmt: skip
        title = str(registry.module(module).title)
        standing.note(studio, "billing.module_granted", plan=title, by=by, reason=reason)
        applying.apply(subscription=subscription, at=at)


def take_module_back(*, studio: Studio, module: str, by: str, at: datetime) -> None:
    """End the grant; where the plan has not the module, it goes off after notice."""
    with standing.changing(studio) as subscription:
        if not ModuleGrant.objects.filter(studio=studio, module=module).delete()[0]:
            return
        title = str(registry.module(module).title)
        standing.note(studio, "billing.module_taken_back", plan=title, by=by)
        applying.apply(subscription=subscription, at=at)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        sentence = _("Write down why.")
        raise PlanReasonNeeded(sentence, fields={"reason": [sentence]})
