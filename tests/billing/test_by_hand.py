"""Trials, plans given by operators, and modules beyond a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

import pytest

from safelight.audit.models import AuditEntry
from safelight.billing.models import ModuleEnding, Plan, Subscription
from safelight.billing.services import giving, standing, trials
from safelight.outbox.models import OutgoingMessage
from tenants import life, limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.billing.conftest import NOON

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


class _By(TypedDict):
    by: str
    reason: str


BY = _By(by="Olga", reason="A school")


def test_it_lets_a_new_studio_try_everything_for_two_weeks(
    acme: Studio, trying: Subscription
) -> None:
    assert trying.ends_at == NOON + 2 * WEEK
    here = limits.of(acme)
    assert (here.plan_name, here.modules, here.storage) == ("Trial", None, 10 * 10**9)


def test_it_limits_nothing_where_nobody_sold_a_plan(acme: Studio) -> None:
    assert limits.of(acme) == limits.Limits()
    with pytest.raises(standing.HasNoPlan):
        trials.extend(studio=acme, until=NOON + WEEK, at=NOON, **BY)


def test_it_opens_a_studio_again_when_its_trial_is_extended(
    acme: Studio, trying: Subscription
) -> None:
    with standing.changing(acme) as found:
        standing.end(found, why=Studio.Why.TRIAL_ENDED, at=NOON)
    assert Studio.objects.get(pk=acme.pk).state == Studio.State.SUSPENDED
    trials.extend(studio=acme, until=NOON + WEEK, at=NOON, **BY)
    assert Studio.objects.get(pk=acme.pk).is_ready
    with tenant_context(acme):
        verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["billing.ended", "billing.trial_extended"]


def test_it_leaves_a_studio_closed_that_an_operator_closed(
    acme: Studio, trying: Subscription
) -> None:
    life.suspend(studio=acme, why=Studio.Why.OPERATOR, at=NOON)
    trials.extend(studio=acme, until=NOON + 3 * WEEK, at=NOON, **BY)
    assert Studio.objects.get(pk=acme.pk).state == Studio.State.SUSPENDED


def test_it_refuses_to_give_without_a_reason_or_beside_what_is_paid(
    acme: Studio, trying: Subscription, starter: Plan
) -> None:
    with pytest.raises(giving.PlanReasonNeeded):
        giving.give_plan(studio=acme, plan=starter, until=None, by="Olga", reason=" ", at=NOON)
    Subscription.objects.update(state="active", ends_at=None)
    with pytest.raises(giving.PaysAlready):
        giving.give_plan(studio=acme, plan=starter, until=None, at=NOON, **BY)


def test_it_tells_owners_a_week_before_modules_go_that_a_plan_has_not(
    acme: Studio, starter: Plan
) -> None:
    for _again in range(2):
        giving.give_plan(studio=acme, plan=starter, until=None, at=NOON, **BY)
    assert {(e.module, e.off_at) for e in ModuleEnding.objects.all()} == {
        (name, NOON + WEEK) for name in ("labs", "agency", "bookings")
    }
    assert acme.switched_on() >= {"labs", "agency", "bookings"}
    with tenant_context(acme):
        (mail,) = OutgoingMessage.objects.filter(template="plan_modules_end")
    assert (mail.to_email, mail.from_name) == ("alice@example.org", "Safelight")
    assert "30 Nov 2026" in mail.text_body
    assert "settings/plan/" in mail.text_body


def test_it_keeps_a_module_on_that_operators_grant(acme: Studio, starter: Plan) -> None:
    giving.give_plan(studio=acme, plan=starter, until=None, at=NOON, **BY)
    giving.grant_module(studio=acme, module="labs", at=NOON, **BY)
    assert limits.of(acme).allows("labs")
    assert not ModuleEnding.objects.filter(module="labs").exists()
    giving.take_module_back(studio=acme, module="labs", by="Olga", at=NOON)
    assert not limits.of(acme).allows("labs")
    assert ModuleEnding.objects.filter(module="labs").exists()
