"""What comes by the clock: trials and gifts end, unpaid studios close, modules go off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from safelight.billing.models import ModuleEnding, Subscription
from safelight.billing.services import applying, standing, telling, unpaid
from safelight.kernel import registry
from tenants import limits, resolve
from tenants.models import Studio

log = logging.getLogger(__name__)
State = Subscription.State
# Owners are told so many days before.
WARNINGS = (3, 7)


def come_round(*, at: datetime) -> int:
    """Do what is due in every studio; how many plans ended. One studio's trouble is its own."""
    ended = 0
    due = Subscription.objects.filter(ends_at__lte=at + timedelta(days=max(WARNINGS)))
    for row in due.filter(state__in=(State.TRIAL, State.GIVEN)).select_related("studio"):
        ended += _apart(row.studio, lambda studio: _near_its_end(studio, at))
    for row in Subscription.objects.filter(state=State.PAST_DUE).select_related("studio"):
        ended += _apart(row.studio, lambda studio: _unpaid(studio, at))
    for studio in Studio.objects.filter(module_endings__off_at__lte=at).distinct():
        _apart(studio, lambda studio: _modules_go(studio, at))
    return ended


def _apart(studio: Studio, act: Callable[[Studio], bool]) -> bool:
    try:
        return act(studio)
    except Exception:  # others have their day as well
        log.exception("What was due for the plan of studio %s failed", studio.pk)
        return False


def _near_its_end(studio: Studio, at: datetime) -> bool:
    with standing.changing(studio) as found:
        if found.state not in (State.TRIAL, State.GIVEN) or found.ends_at is None:
            return False
        if found.ends_at <= at:
            is_trial = found.state == State.TRIAL
            why = Studio.Why.TRIAL_ENDED if is_trial else Studio.Why.UNPAID
            standing.end(found, why=why, at=at)
            unpaid.say_over(found, why="trial_ended" if is_trial else "ended")
            return True
        _warn(found, at)
    return False


def _warn(found: Subscription, at: datetime) -> None:
    """The nearest warning that is due; whoever came late gets no older one."""
    assert found.ends_at is not None
    left = found.ends_at - at
    day = next((day for day in WARNINGS if left <= timedelta(days=day)), None)
    if day is None:
        return
    telling.tell_owners(
        studio=found.studio,
        key=f"plan ends {found.ends_at:%Y-%m-%dT%H:%M} {day}",
        template="plan_ends",
        context={
            "days": max(1, -(-left // timedelta(days=1))),
            "ends_at": found.ends_at,
            "is_trial": found.state == State.TRIAL,
            "plan_name": found.version.name,
        },
    )


def _unpaid(studio: Studio, at: datetime) -> bool:
    """Mails on the first days, closed doors after the grace; Stripe's word opens them again."""
    with standing.changing(studio) as found:
        if found.state != State.PAST_DUE or found.unpaid_since is None:
            return False
        if at >= unpaid.closes_at(found):
            return standing.close(found, why=Studio.Why.UNPAID, at=at) and _say_closed(found)
        since = at - found.unpaid_since
        day = next(day for day in unpaid.REMINDERS if since >= timedelta(days=day))
        unpaid.remind(found, day=day)
    return False


def _say_closed(found: Subscription) -> bool:
    unpaid.say_over(found, why="unpaid")
    return True


def _modules_go(studio: Studio, at: datetime) -> bool:
    """Switch off what the plan has not, highest first; its data stays."""
    with transaction.atomic():  # Together with whoever changes the plan at this moment.
        Subscription.objects.select_for_update().filter(studio=studio).first()
        allowed = limits.of(studio).modules
        due = set(
            ModuleEnding.objects.filter(studio=studio, off_at__lte=at).values_list(
                "module", flat=True
            )
        )
        for name in applying.outside(studio, allowed):
            if name in due:
                studio.switch_off(name)
                title = str(registry.module(name).title)
                standing.note(studio, "billing.module_ended", plan=title)
        ModuleEnding.objects.filter(studio=studio, off_at__lte=at).delete()
        transaction.on_commit(resolve.forget_all)
    return False
