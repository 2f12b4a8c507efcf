"""Changing what a studio stands on: one locked row, its limits and its doors, together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.billing.models import PlanVersion, Subscription
from safelight.billing.services import applying
from safelight.kernel.errors import Refusal
from tenants import life
from tenants.context import public_context, tenant_context
from tenants.models import Studio

State = Subscription.State
# What a plan opens again; an operator's suspension is an operator's to lift.
OURS = (Studio.Why.TRIAL_ENDED, Studio.Why.UNPAID)


class HasNoPlan(Refusal):
    """Nobody ever sold or gave this studio a plan: it may have everything."""

    code = "has_no_plan"


def of(studio: Studio) -> Subscription | None:
    """What the studio stands on, with its plan; None where nothing limits it."""
    with public_context():
        rows = Subscription.objects.select_related("version__plan", "studio")
        return rows.filter(studio=studio.pk).first()


def closed_since(studio: Studio) -> datetime | None:
    """Since when the doors are closed for want of a plan; None where they are not."""
    is_closed = studio.state == Studio.State.SUSPENDED and studio.suspended_for in OURS
    return studio.suspended_at if is_closed else None


@contextmanager
def changing(studio: Studio) -> Iterator[Subscription]:
    """The studio's row, locked, in a transaction. Raises ``HasNoPlan``."""
    # Operators, owners and what Stripe says may come at once: one after the other.
    with public_context(), transaction.atomic():
        rows = Subscription.objects.select_for_update(of=("self",))
        found = rows.select_related("version__plan", "studio").filter(studio=studio.pk).first()
        if found is None:
            raise HasNoPlan(_("This studio has no plan."))
        yield found


def take(subscription: Subscription, *, state: str, version: PlanVersion) -> None:
    """Stand on this version in this state, with nothing left of what was before."""
    subscription.state, subscription.version = state, version
    subscription.ends_at = subscription.period_ends_at = subscription.cancel_at = None
    subscription.unpaid_since = None
    subscription.given_by = subscription.reason = ""
    subscription.interval = subscription.currency = ""


def save(subscription: Subscription, *, at: datetime) -> None:
    """Write the row, hold the studio to it, and open a studio that was closed for want of it."""
    subscription.changed_at = at
    subscription.save()
    if subscription.state == State.ENDED:
        return
    applying.apply(subscription=subscription, at=at)
    studio = Studio.objects.get(pk=subscription.studio_id)
    if subscription.state == State.PAST_DUE:
        return
    if studio.state == Studio.State.SUSPENDED and studio.suspended_for in OURS:
        life.resume(studio=studio)


def end(subscription: Subscription, *, why: Studio.Why, at: datetime) -> None:
    """Nothing to stand on any more: the studio's doors close, and nothing is deleted."""
    subscription.state, subscription.changed_at = State.ENDED, at
    subscription.cancel_at = subscription.unpaid_since = None
    subscription.save()
    note(subscription.studio, "billing.ended", plan=subscription.version.name)
    close(subscription, why=why, at=at)


def close(subscription: Subscription, *, why: Studio.Why, at: datetime) -> bool:
    """Close the studio's doors; False where they were closed already."""
    studio = Studio.objects.get(pk=subscription.studio_id)
    if studio.state != Studio.State.READY:
        return False
    life.suspend(studio=studio, why=why, at=at)
    return True


def note(studio: Studio, verb: str, *, plan: str = "", **details: Any) -> None:
    """Write it down in the studio's own log, in the transaction of the change."""
    said = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in details.items()}
    with tenant_context(studio):
        audit.note(verb, subject=("plan", "", plan), details=said)
