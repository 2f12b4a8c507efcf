"""Trying the platform: a plan for some days, from sign-up on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from safelight.billing.models import Plan, Subscription
from safelight.billing.services import applying, standing
from safelight.billing.services.plans import TRIAL
from safelight.kernel.errors import Refusal
from tenants.context import public_context
from tenants.models import Studio

State = Subscription.State


class NotATrial(Refusal):
    code = "not_a_trial"


class AnEarlierEnd(Refusal):
    code = "an_earlier_end"
    status = 422


def begin(*, studio: Studio, at: datetime) -> Subscription | None:
    """Let a new studio try; call it in the transaction that opens it.

    None where operators sell nothing to try (the trial has no days): then nothing is limited.
    """
    with public_context():
        version = Plan.objects.get(code=TRIAL).current()
        if not version.trial_days:
            return None
        subscription = Subscription.objects.create(
            studio=studio, version=version, state=State.TRIAL, changed_at=at,
            ends_at=at + timedelta(days=version.trial_days),
        )  # fmt: skip
        applying.apply(subscription=subscription, at=at)
    return subscription


def extend(*, studio: Studio, until: datetime, by: str, reason: str, at: datetime) -> Subscription:
    """Let the studio try until then; one that was closed because its trial ended opens again.

    ``by`` names the operator. Raises ``standing.HasNoPlan``, ``NotATrial``, ``AnEarlierEnd``.
    """
    if until <= at:
        raise AnEarlierEnd(_("Choose a day that is still to come."))
    with standing.changing(studio) as subscription:
        tried = subscription.state == State.ENDED and subscription.version.trial_days
        if subscription.state != State.TRIAL and not tried:
            raise NotATrial(_("This studio is not trying a plan."))
        subscription.state, subscription.ends_at = State.TRIAL, until
        subscription.given_by, subscription.reason = by[:120], reason
        standing.note(studio, "billing.trial_extended", by=by, reason=reason, until=until)
        standing.save(subscription, at=at)
    return subscription
