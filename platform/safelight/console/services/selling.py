"""Plans as operators change and give them; what they are is ``safelight.billing``'s."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from safelight.billing.models import Plan
from safelight.billing.services import giving, plans, trials
from safelight.billing.services.terms import Terms
from safelight.console.models import Operator, OperatorEntry
from safelight.console.services import noting
from tenants.models import Studio

Verb = OperatorEntry.Verb


def make(*, code: str, terms: Terms, by: Operator, at: datetime) -> Plan:
    with transaction.atomic():  # What was done and that it was done appear together.
        plan = plans.make(code=code, terms=terms, at=at)
        noting.note(by, Verb.CHANGE_PLAN, subject=code)
    return plan


def change(*, plan: Plan, terms: Terms, by: Operator, at: datetime) -> None:
    """A new version; whoever has an older one keeps it."""
    _noted(by, plan, lambda: plans.change(plan=plan, terms=terms, at=at))


def offer(*, plan: Plan, is_offered: bool, by: Operator) -> None:
    _noted(by, plan, lambda: plans.offer(plan=plan, is_offered=is_offered))


def retire(*, plan: Plan, by: Operator, at: datetime) -> None:
    _noted(by, plan, lambda: plans.retire(plan=plan, at=at))


def first(*, plan: Plan, by: Operator) -> None:
    """Show it before all others."""
    others = list(Plan.objects.exclude(pk=plan.pk).values_list("code", flat=True))
    _noted(by, plan, lambda: plans.order(codes=[plan.code, *others]))


def give(
    *, studio: Studio, plan: Plan, until: datetime | None, by: Operator, reason: str, at: datetime
) -> None:
    with transaction.atomic():  # As above.
        giving.give_plan(
            studio=studio, plan=plan, until=until, by=by.email, reason=reason, at=at
        )  # fmt: skip
        noting.note(by, Verb.GIVE_PLAN, studio=studio, subject=plan.code, reason=reason)


def extend_trial(
    *, studio: Studio, until: datetime, by: Operator, reason: str, at: datetime
) -> None:
    with transaction.atomic():  # As above.
        trials.extend(studio=studio, until=until, by=by.email, reason=reason, at=at)
        subject = f"{until:%Y-%m-%d}"
        noting.note(by, Verb.EXTEND_TRIAL, studio=studio, subject=subject, reason=reason)


def grant(*, studio: Studio, module: str, by: Operator, reason: str, at: datetime) -> None:
    with transaction.atomic():  # As above.
        giving.grant_module(studio=studio, module=module, by=by.email, reason=reason, at=at)
        noting.note(by, Verb.GRANT, studio=studio, subject=module, reason=reason)


def _noted(by: Operator, plan: Plan, act: Callable[[], Any]) -> None:
    with transaction.atomic():  # As above.
        act()
        noting.note(by, Verb.CHANGE_PLAN, subject=plan.code)
