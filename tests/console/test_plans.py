from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.billing.models import Plan, Subscription
from safelight.console.models import Operator, OperatorEntry
from tenants import limits
from tenants.models import Studio
from tests.support import operators

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]


def form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Duo", "description": "For two", "trial_days": "0", "gigabytes": "12.5",
        "members": "2", "modules": ["gallery", "commerce"], "has_custom_domains": "on",
        "prices": "EUR month 29.50\nusd Year 300", **changes,
    }  # fmt: skip


@pytest.fixture
def duo(console: Console, olga: Operator, acme: Studio) -> Plan:
    console(olga).post("/plans/new/", form(code="duo"))
    return Plan.objects.get(code="duo")


def test_it_makes_a_plan_with_limits_and_prices(duo: Plan) -> None:
    version = duo.current()
    assert (version.storage_bytes, version.members) == (12.5 * 10**9, 2)
    assert (version.modules, version.has_white_label) == (["commerce", "gallery"], False)
    prices = version.prices.order_by("currency").values_list("currency", "interval", "amount")
    assert list(prices) == [("EUR", "month", 2950), ("USD", "year", 30000)]


def test_it_changes_a_plan_by_a_new_version(console: Console, olga: Operator, duo: Plan) -> None:
    browser = console(olga)
    page = browser.get("/plans/duo/").content.decode()
    assert "EUR month 29.50" in page
    browser.post("/plans/duo/", form(members="3"))
    assert [each.members for each in duo.versions.order_by("number")] == [2, 3]
    browser.post("/plans/duo/act/", {"act": "offer"})
    browser.post("/plans/duo/act/", {"act": "first"})
    duo.refresh_from_db()
    assert (duo.is_offered, duo.position) == (True, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"prices": "EUR month"}, {"prices": "EUR month 1e999"}, {"prices": "XXX month 1"},
        {"prices": "EUR month 1.005"}, {"modules": ["labs"]}, {"modules": ["nothing"]},
        {"members": "0"}, {"gigabytes": "-1"},
    ],
)  # fmt: skip
def test_it_refuses_plans_that_cannot_be(
    console: Console, olga: Operator, changes: dict[str, Any]
) -> None:
    assert console(olga).post("/plans/new/", form(code="odd", **changes)).status_code == 422
    assert not Plan.objects.filter(code="odd").exists()


def test_it_gives_a_studio_a_plan_and_a_module(
    console: Console, olga: Operator, acme: Studio, duo: Plan
) -> None:
    browser, here = console(olga), f"/studios/{acme.uuid}/given"
    browser.post(f"{here}/plan/", {"plan": "duo", "reason": "A friend", "until": "2999-12-31"})
    subscription = Subscription.objects.get(studio=acme)
    assert (subscription.state, subscription.given_by) == ("given", olga.email)
    assert limits.of(acme).members == 2
    assert not limits.of(acme).allows("labs")
    browser.post(f"{here}/module/", {"module": "labs", "reason": "To try it"})
    assert limits.of(acme).allows("labs")
    verbs = OperatorEntry.objects.filter(studio_uuid=acme.uuid).order_by("pk")
    assert list(verbs.values_list("verb", "subject")) == [("give_plan", "duo"), ("grant", "labs")]
    assert "A friend" in browser.get(f"/studios/{acme.uuid}/").content.decode()


def test_it_leaves_plans_to_finance(console: Console, acme: Studio, duo: Plan) -> None:
    support = console(operators.make("Sue", role="support"))
    assert support.get("/plans/").status_code == 200
    assert support.get("/plans/duo/").status_code == 403
    finance = console(operators.make("Fina", role="finance"))
    assert finance.get("/plans/duo/").status_code == 200
