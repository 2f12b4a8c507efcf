"""Subscriptions at Stripe: what is true there is what a studio has, however news travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.billing import stripe as calls
from safelight.billing.models import Invoice, Price, Subscription
from safelight.billing.services import buying, settling
from safelight.billing.services.buying import Returns
from safelight.connect.models import ReceivedEvent
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.outbox.models import OutgoingMessage
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.stripe_double import Post, StripeDouble, shapes

pytestmark = pytest.mark.django_db
RETURNS = Returns(done="https://acme.test/done", back="https://acme.test/back")
Buy = Callable[..., str]


@pytest.fixture
def buy(acme: Studio, alice: Person, stripe: StripeDouble, trying: Subscription) -> Buy:
    """Alice pays for a plan on Stripe's page; the id of the subscription there."""

    def pay(code: str = "studio", interval: str = "month") -> str:
        at = timezone.now()
        buying.begin(studio=acme, price=price(code, interval), by=alice, returns=RETURNS, at=at)
        return str(stripe.subscribe(_row(acme).stripe_session)["id"])

    return pay


def price(code: str, interval: str = "month") -> Price:
    return Price.objects.get(
        version__plan__code=code, version__number=1, interval=interval, currency="EUR"
    )


def _row(studio: Studio) -> Subscription:
    return Subscription.objects.select_related("version__plan").get(studio=studio)


def _settle(studio: Studio) -> Subscription:
    settling.settle(studio=studio, at=timezone.now())
    return _row(studio)


def _mails(studio: Studio) -> list[str]:
    with tenant_context(studio):
        return list(OutgoingMessage.objects.order_by("pk").values_list("template", flat=True))


def test_it_gives_the_plan_once_it_is_paid(
    acme: Studio, buy: Buy, post: Post, stripe: StripeDouble
) -> None:
    buy()
    assert _row(acme).state == "trial"
    post.bring()
    assert set(post.answers) == {200}
    drain()
    row = _row(acme)
    assert (row.state, row.version.plan.code, row.interval, row.currency, row.ends_at) == (
        "active", "studio", "month", "EUR", None
    )  # fmt: skip
    assert limits.of(acme).plan_name == "Studio"
    (invoice,) = Invoice.objects.all()
    assert (invoice.total, invoice.currency, invoice.state) == (2900, "EUR", "paid")


def test_it_never_lets_two_pages_be_paid(
    acme: Studio, alice: Person, buy: Buy, stripe: StripeDouble
) -> None:
    at = timezone.now()
    for _twice in range(2):
        buying.begin(studio=acme, price=price("starter"), by=alice, returns=RETURNS, at=at)
    first, second = stripe.state.of("checkout.session", "")[::-1]
    assert (first["status"], second["status"]) == ("expired", "open")
    stripe.subscribe(second["id"])
    with pytest.raises(buying.PlanIsPaid):
        buying.begin(studio=acme, price=price("studio"), by=alice, returns=RETURNS, at=at)
    assert len(stripe.made("customers")) == 1


def test_it_leaves_one_page_open_of_two_that_were_begun_at_once(
    acme: Studio, alice: Person, stripe: StripeDouble, trying: Subscription,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    begin, at = calls.begin_checkout, timezone.now()
    asked: Any = {"price": price("starter"), "by": alice, "returns": RETURNS, "at": at}

    def meanwhile(**more: Any) -> tuple[str, str]:
        monkeypatch.setattr(calls, "begin_checkout", begin)
        buying.begin(studio=acme, **asked)
        return begin(**more)

    monkeypatch.setattr(calls, "begin_checkout", meanwhile)
    buying.begin(studio=acme, **asked)
    sessions = {each["id"]: each["status"] for each in stripe.state.of("checkout.session", "")}
    assert sorted(sessions.values()) == ["expired", "open"]
    assert sessions[_row(acme).stripe_session] == "open"


def test_it_changes_for_what_was_shown_before(acme: Studio, buy: Buy, stripe: StripeDouble) -> None:
    buy("starter")
    _settle(acme)
    shown_at = timezone.now()
    shown = buying.preview(studio=acme, price=price("agency"), at=shown_at)
    assert (len(shown.lines), shown.total, shown.currency) == (2, 8900 - 1200, "EUR")
    buying.change(studio=acme, price=price("agency"), shown_at=shown_at, at=timezone.now())
    assert _row(acme).version.plan.code == "agency"
    assert Invoice.objects.latest("pk").total == shown.total
    with pytest.raises(buying.PreviewIsOld):
        later = shown_at + timedelta(hours=1)
        buying.change(studio=acme, price=price("starter"), shown_at=shown_at, at=later)


def test_it_changes_nothing_where_the_card_is_declined(
    acme: Studio, buy: Buy, stripe: StripeDouble
) -> None:
    buy("starter")
    _settle(acme)
    stripe.card_declines = True
    at = timezone.now()
    with pytest.raises(calls.BillingSaysNo):
        buying.change(studio=acme, price=price("agency"), shown_at=at, at=at)
    assert _settle(acme).version.plan.code == "starter"


def test_it_cancels_at_the_end_of_what_is_paid_and_takes_that_back(acme: Studio, buy: Buy) -> None:
    buy()
    _settle(acme)
    buying.cancel(studio=acme, at=timezone.now())
    row = _row(acme)
    assert (row.state, row.cancel_at) == ("active", row.period_ends_at)
    assert _mails(acme).count("plan_cancelled") == 1
    buying.keep(studio=acme, at=timezone.now())
    assert _row(acme).cancel_at is None


def test_it_says_a_failed_payment_and_opens_again_what_is_paid_later(
    acme: Studio, buy: Buy, stripe: StripeDouble
) -> None:
    subscription = buy()
    _settle(acme)
    stripe.renew(subscription, paid=False)
    failed = _settle(acme)
    assert (failed.state, failed.unpaid_since) == ("past_due", failed.looked_at)
    assert limits.of(acme).plan_name == "Studio"
    Studio.objects.filter(pk=acme.pk).update(state="suspended", suspended_for="unpaid")
    again = _settle(acme)
    assert (again.unpaid_since, _mails(acme).count("plan_unpaid")) == (failed.unpaid_since, 1)
    assert Studio.objects.get(pk=acme.pk).state == "suspended"
    stripe.pay_open(subscription)
    assert (_settle(acme).state, _row(acme).unpaid_since) == ("active", None)
    assert Studio.objects.get(pk=acme.pk).is_ready


def test_it_closes_the_studio_when_what_was_paid_has_ended(
    acme: Studio, buy: Buy, stripe: StripeDouble
) -> None:
    subscription = buy()
    _settle(acme)
    stripe.end_subscription(subscription)
    assert _settle(acme).state == "ended"
    closed = Studio.objects.get(pk=acme.pk)
    assert (closed.state, closed.suspended_for) == ("suspended", "unpaid")
    assert _mails(acme)[-1] == "plan_over"


@pytest.mark.parametrize("seed", range(4))
def test_d_06_it_ends_the_same_however_news_travel(
    seed: int, acme: Studio, buy: Buy, post: Post, stripe: StripeDouble
) -> None:
    subscription = buy("starter")
    stripe.renew(subscription, paid=False)
    post.bring_badly(seed=seed, lost=["invoice.paid"])
    drain()
    stripe.pay_open(subscription)
    stripe.renew(subscription)
    post.bring_badly(seed=seed + 10, lost=["customer.subscription.updated"])
    drain()
    row = _row(acme)
    assert (row.state, row.version.plan.code, row.unpaid_since) == ("active", "starter", None)
    assert Invoice.objects.filter(state="paid").count() == 3


def test_it_writes_nothing_over_what_was_seen_later(
    acme: Studio, buy: Buy, stripe: StripeDouble
) -> None:
    subscription = buy()
    before = timezone.now()
    _settle(acme)
    stripe.end_subscription(subscription)
    settling.settle(studio=acme, at=before)
    assert _row(acme).state == "active"


def test_pay_06_it_ignores_strangers_and_the_other_kind_of_money(
    acme: Studio, buy: Buy, post: Post, stripe: StripeDouble
) -> None:
    buy()
    stripe.state.events.clear()
    stranger = stripe.make_customer(
        account="", params={"name": "X", "email": "x@example.org", "metadata[studio]": "x"}
    )
    stripe.state.tell("customer.updated", stranger)
    stripe.state.livemode = True
    stripe.state.tell("customer.updated", stripe.state.of("customer", "")[-1])
    post.bring()
    ignored = ReceivedEvent.objects.order_by("pk").values_list("ignored", flat=True)
    assert list(ignored) == ["The customer is no studio's.", "It is about real money."]
    assert not Job.objects.filter(kind="billing.look").exists()


def test_pay_01_it_takes_news_signed_with_the_secret_of_the_platforms_own_account(
    acme: Studio, buy: Buy, post: Post, stripe: StripeDouble, settings: Any
) -> None:
    buy()
    own, other = settings.STRIPE.webhook_secret, "whsec_of_the_connected_accounts"
    settings.STRIPE = replace(settings.STRIPE, webhook_secret=other, own_secret=own)
    post.bring()
    assert set(post.answers) == {200}
    settings.STRIPE = replace(settings.STRIPE, own_secret="")
    post.bring_these(stripe.state.events)
    assert set(post.answers[-3:]) == {400}


def test_it_ends_the_subscription_before_the_studio_is_erased(
    acme: Studio, buy: Buy, stripe: StripeDouble
) -> None:
    subscription = buy()
    _settle(acme)
    for _twice in range(2):
        buying.end_at_once(_row(acme).studio)
    assert stripe.state.things[subscription]["status"] == "canceled"


def test_it_serves_objects_of_stripes_shape(acme: Studio, buy: Buy, stripe: StripeDouble) -> None:
    stripe.renew(buy("starter"), paid=False)
    buying_portal = stripe.make_portal(
        account="", params={"customer": stripe.state.of("customer", "")[0]["id"], "return_url": "x"}
    )
    assert buying_portal["url"]
    kinds = {thing["object"] for thing in stripe.state.things.values()}
    assert kinds >= {"customer", "price", "subscription", "invoice", "billing_portal.session"}
    for thing in [*stripe.state.things.values(), *stripe.state.events]:
        shapes.check(thing["object"], thing)
