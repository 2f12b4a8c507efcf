"""The pages about plans: settings → Plan for owners, and the prices for anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client as Browser
from django.urls import reverse

from safelight.accounts import fresh
from safelight.accounts.models import Person
from safelight.billing.models import Subscription
from tenants import resolve
from tenants.models import Studio
from tests.stripe_double import StripeDouble

pytestmark = pytest.mark.django_db
PLAN = "/studio/settings/plan/"
Open = Callable[..., Browser]


@pytest.fixture
def owner(acme: Studio, alice: Person, browser: Open, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Alice, who has just said that it is her."""
    monkeypatch.setattr(fresh, "is_fresh", lambda _request, *, at: True)
    return browser(acme, alice)


def test_it_shows_what_is_had_and_used_and_what_could_be_had(
    owner: Browser, trying: Subscription
) -> None:
    shown = owner.get(PLAN).content.decode()
    assert "You are trying everything until 7 Dec 2026" in shown
    assert "of 10 GB" in shown
    assert "2 of 10" in shown
    assert [name in shown for name in ("Starter", "Studio", "Agency")] == [True] * 3
    assert "choose/" not in shown
    assert "arranged with whoever runs this platform" in shown


def test_it_sells_by_the_month_and_by_the_year(
    owner: Browser, trying: Subscription, stripe: StripeDouble
) -> None:
    yearly = owner.get(f"{PLAN}?per=year&currency=USD").content.decode()
    assert "$290" in yearly
    assert "17 % less" in yearly
    assert "choose/studio-year-usd/" in yearly
    assert stripe.address in owner.get(PLAN).headers["Content-Security-Policy"]


def test_it_leads_to_stripe_and_knows_on_the_way_back_what_was_paid(
    owner: Browser, acme: Studio, trying: Subscription, stripe: StripeDouble
) -> None:
    away = owner.post(f"{PLAN}choose/starter-month-eur/")
    session = Subscription.objects.get().stripe_session
    assert away.headers["Location"] == f"{stripe.address}/pay/{session}"
    stripe.subscribe(session)
    assert owner.get(f"{PLAN}back/").headers["Location"] == PLAN
    shown = owner.get(PLAN).content.decode()
    assert "Paid until" in shown
    assert "PLAN-0001" in shown
    again = owner.post(f"{PLAN}choose/agency-month-eur/")
    assert again.headers["Location"] == f"{PLAN}change/agency-month-eur/"
    preview = owner.get(f"{PLAN}change/agency-month-eur/")
    assert "€77" in preview.content.decode()
    told = owner.post(
        f"{PLAN}change/agency-month-eur/", {"shown_at": preview.context["shown_at"]}, follow=True
    )
    assert "Your plan has changed." in told.content.decode()
    assert Subscription.objects.get().version.plan.code == "agency"


def test_it_thanks_once_whoever_comes_back_from_paying(
    owner: Browser, trying: Subscription, stripe: StripeDouble
) -> None:
    thanks = "Thank you: you are on Starter now."
    owner.post(f"{PLAN}choose/starter-month-eur/")
    assert "Thank you" not in owner.get(f"{PLAN}back/?paid=1", follow=True).content.decode()
    stripe.subscribe(Subscription.objects.get().stripe_session)
    assert thanks in owner.get(f"{PLAN}back/?paid=1", follow=True).content.decode()
    assert thanks not in owner.get(PLAN).content.decode()
    # From the page of cards and invoices nobody comes back having paid.
    assert thanks not in owner.get(f"{PLAN}back/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("state", "why", "said"),
    [("past_due", "unpaid", "Pay by a card"), ("ended", "trial_ended", "Choose one")],
)
def test_it_says_since_when_clients_find_the_studio_closed(
    owner: Browser, acme: Studio, trying: Subscription, state: str, why: str, said: str
) -> None:
    day = datetime(2026, 11, 3, 12, tzinfo=UTC)
    Subscription.objects.update(state=state, unpaid_since=day)
    closed = {"state": "suspended", "suspended_for": why, "suspended_at": day}
    Studio.objects.filter(pk=acme.pk).update(**closed)
    resolve.forget_all()
    shown = owner.get(PLAN).content.decode()
    assert "Closed to your clients since 3 Nov 2026" in shown
    assert said in shown
    assert "the studio closes" not in shown
    resolve.forget_all()


def test_it_cancels_keeps_and_leads_to_the_card(
    owner: Browser, acme: Studio, trying: Subscription, stripe: StripeDouble
) -> None:
    owner.post(f"{PLAN}choose/starter-month-eur/")
    stripe.subscribe(Subscription.objects.get().stripe_session)
    owner.get(f"{PLAN}back/")
    assert "Cancelled: it stays" in owner.post(f"{PLAN}cancel/", follow=True).content.decode()
    kept = owner.post(f"{PLAN}cancel/", {"keep": "1"}, follow=True).content.decode()
    assert "Your plan goes on." in kept
    assert "/portal/" in owner.post(f"{PLAN}card/").headers["Location"]


def test_it_says_why_where_stripe_is_away(
    owner: Browser, trying: Subscription, stripe: StripeDouble
) -> None:
    stripe.away = True
    told = owner.post(f"{PLAN}choose/starter-month-eur/", follow=True).content.decode()
    assert "does not answer just now" in told
    assert Subscription.objects.get().state == "trial"


@pytest.mark.parametrize(
    "name", ["trial-month-eur", "starter-week-eur", "starter-month-xxx", "nothing", "a-b-c"]
)
def test_it_sells_nothing_that_is_not_on_offer(
    name: str, owner: Browser, trying: Subscription, stripe: StripeDouble
) -> None:
    assert owner.post(f"{PLAN}choose/{name}/").status_code == 404


def test_pay_16_it_refuses_whoever_is_no_owner(
    acme: Studio, bob: Person, browser: Open, trying: Subscription, stripe: StripeDouble
) -> None:
    staff = browser(acme, bob)
    for path in ("", "choose/starter-month-eur/", "cancel/", "card/"):
        answer = staff.post(PLAN + path) if path else staff.get(PLAN)
        assert answer.status_code == 403
    assert not stripe.asked


def test_it_asks_anew_before_money_changes(
    owner: Browser, trying: Subscription, stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "is_fresh", lambda _request, *, at: False)
    answer = owner.post(f"{PLAN}choose/starter-month-eur/")
    assert answer.headers["Location"].startswith(reverse("accounts:proof"))
    assert not stripe.asked


def test_it_shows_prices_to_anybody(db: None) -> None:
    visitor = Browser(headers={"host": django_settings.PLATFORM_HOST})
    shown = visitor.get("/pricing/?per=year").content.decode()
    assert "€290" in shown
    assert "14 days, without a card" in shown
    assert "/pricing/" in visitor.get("/").content.decode()
    assert "choose/" not in shown


def test_it_lets_a_closed_studio_choose_a_plan_and_opens_at_once(
    owner: Browser, acme: Studio, trying: Subscription, stripe: StripeDouble
) -> None:
    Studio.objects.filter(pk=acme.pk).update(state="suspended", suspended_for="trial_ended")
    resolve.forget_all()
    assert owner.get(PLAN).status_code == 200
    owner.post(f"{PLAN}choose/starter-month-eur/")
    stripe.subscribe(Subscription.objects.get().stripe_session)
    owner.get(f"{PLAN}back/")
    assert Studio.objects.get(pk=acme.pk).is_ready
    resolve.forget_all()
