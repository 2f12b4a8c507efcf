"""What owners are told when a plan is not paid, was cancelled, or is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from safelight.billing.models import Subscription
from safelight.billing.services import telling

# After so many days without payment the studio's doors close.
GRACE = timedelta(days=14)
REMINDERS = (7, 3, 0)


def closes_at(subscription: Subscription) -> datetime:
    """When the studio closes for want of payment."""
    assert subscription.unpaid_since is not None
    return subscription.unpaid_since + GRACE


def remind(subscription: Subscription, *, day: int) -> None:
    """One mail for each of ``REMINDERS``, counted from the first failure."""
    telling.tell_owners(
        studio=subscription.studio,
        key=f"plan unpaid {subscription.unpaid_since:%Y-%m-%dT%H:%M} day {day}",
        template="plan_unpaid",
        context={"plan_name": subscription.version.name, "closes_at": closes_at(subscription)},
    )


def say_cancelled(subscription: Subscription) -> None:
    telling.tell_owners(
        studio=subscription.studio,
        key=f"plan cancelled {subscription.looked_at:%Y-%m-%dT%H:%M:%S}",
        template="plan_cancelled",
        context={"plan_name": subscription.version.name, "ends_at": subscription.cancel_at},
    )


def say_over(subscription: Subscription, *, why: str) -> None:
    """``why``: trial_ended, unpaid or ended."""
    telling.tell_owners(
        studio=subscription.studio,
        key=f"plan over {subscription.changed_at:%Y-%m-%dT%H:%M:%S}",
        template="plan_over",
        context={"why": why},
    )
