"""Plans are versioned: nobody's price or room changes behind their back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safelight.billing.models import Plan, Subscription
from safelight.billing.services import giving, plans, terms
from safelight.billing.services.terms import Amount, Terms
from tenants import limits
from tenants.models import Studio
from tests.billing.conftest import NOON

pytestmark = pytest.mark.django_db
GB = 10**9
EUR_10 = Amount(currency="EUR", interval="month", amount=1000)


def _starter(studio: Studio, plan: Plan) -> Subscription:
    return giving.give_plan(
        studio=studio, plan=plan, until=None, by="Olga", reason="A friend", at=NOON
    )


def test_it_begins_with_plans_that_owners_can_choose_and_a_trial_that_they_cannot() -> None:
    assert [(each.plan.code, each.plan.is_offered) for each in plans.listing()] == [
        ("trial", False), ("starter", True), ("studio", True), ("agency", True)
    ]  # fmt: skip
    assert all(bool(each.prices) == each.plan.is_offered for each in plans.listing())


def test_it_keeps_a_subscriber_on_what_they_have_when_a_plan_is_changed(
    acme: Studio, starter: Plan
) -> None:
    _starter(acme, starter)
    small = replace(terms.of(starter.current()), storage_bytes=5 * GB, name="Tiny")
    newest = plans.change(plan=starter, terms=small, at=NOON)
    assert limits.of(acme).storage == 100 * GB
    (row,) = [each for each in plans.listing() if each.plan == starter]
    assert (row.version, row.on_current, row.on_older) == (newest, 0, 1)
    assert giving.bring_up(studio=acme, by="Olga", at=NOON)
    assert (limits.of(acme).storage, limits.of(acme).plan_name) == (5 * GB, "Tiny")


def test_it_makes_no_version_where_nothing_was_changed(starter: Plan) -> None:
    before = starter.current()
    assert plans.change(plan=starter, terms=terms.of(before), at=NOON) == before


def test_it_sells_nothing_without_a_price(db: None) -> None:
    with pytest.raises(plans.NothingToSell):
        plans.make(code="gift", terms=Terms(name="Gift"), is_offered=True, at=NOON)
    made = plans.make(code="gift", terms=Terms(name="Gift"), at=NOON)
    with pytest.raises(plans.NothingToSell):
        plans.offer(plan=made, is_offered=True)
    plans.change(plan=made, terms=Terms(name="Gift", prices=frozenset([EUR_10])), at=NOON)
    plans.offer(plan=made, is_offered=True)
    with pytest.raises(terms.TermsRefused, match="with this code"):
        plans.make(code="gift", terms=Terms(name="Another"), at=NOON)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"storage_bytes": -1}, "storage_bytes"),
        ({"members": 0}, "members"),
        ({"modules": frozenset(["gallery", "nothing"])}, "modules"),
        ({"modules": frozenset(["commerce"])}, "modules"),
        ({"prices": frozenset([replace(EUR_10, currency="KWD")])}, "prices"),
        ({"prices": frozenset([replace(EUR_10, amount=0)])}, "prices"),
        ({"prices": frozenset([EUR_10, replace(EUR_10, amount=2)])}, "prices"),
    ],
)
def test_it_refuses_terms_that_cannot_be(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(terms.TermsRefused) as refusal:
        terms.check(replace(Terms(name="Fine"), **wrong))  # type: ignore[arg-type]
    assert set(refusal.value.fields) == {field}


def test_it_retires_a_plan_and_orders_the_others(acme: Studio, starter: Plan) -> None:
    _starter(acme, starter)
    plans.retire(plan=starter, at=NOON + timedelta(days=1))
    assert "starter" not in [each.plan.code for each in plans.listing()]
    assert limits.of(acme).plan_name == "Starter"
    plans.order(codes=["agency", "studio"])
    assert [each.plan.code for each in plans.listing()] == ["agency", "studio", "trial"]
    with pytest.raises(plans.TrialStays):
        plans.retire(plan=Plan.objects.get(code="trial"), at=NOON)
