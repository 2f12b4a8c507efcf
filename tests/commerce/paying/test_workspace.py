"""The team's side of money: connecting, marking, refunding, and who may (PAY-16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, Payment, PaymentConnection, Refund
from modules.commerce.services.paying import connecting
from safelight.accounts.models import Person
from safelight.connect.models import ConnectedAccount
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.paying.orders import ledger, start
from tests.routes.test_table import member
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]
PAGE = "/studio/prices/payments/"


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _order(order: Order, tail: str = "") -> str:
    return f"/studio/orders/{order.public_id}/{tail}"


@pytest.mark.parametrize(
    "path",
    ["", "stripe/", "stripe/return/", "test/", "disconnection/"],
    ids=lambda path: path or "-",
)
def test_pay_16_it_lets_nobody_connect_who_may_not_deal_with_money(
    path: str, acme: Studio, bob: Person, browser: Open
) -> None:
    prices = member(acme, {"commerce.prices", "commerce.manage", "commerce.view"})
    for person in (bob, prices):
        assert browser(acme, person).post(f"{PAGE}{path}").status_code == 403
        assert browser(acme, person).get(f"{PAGE}{path}").status_code == 403


@pytest.mark.parametrize("tail", ["paid/", "refunds/"])
def test_pay_16_it_lets_nobody_move_money_who_may_only_manage(
    tail: str, billed: Order, acme: Studio, browser: Open
) -> None:
    manager = member(acme, {"commerce.manage", "commerce.view", "commerce.prices"})
    assert browser(acme, manager).post(_order(billed, tail)).status_code == 403
    assert "Mark as paid" not in browser(acme, manager).get(_order(billed)).content.decode()
    assert ledger(billed)["payment"] == "unpaid"


def test_it_connects_the_studios_own_account(
    inside_acme: Studio, stripe: StripeDouble, desk: Browser, post: Post
) -> None:
    for _twice in range(2):
        there = desk.post(f"{PAGE}stripe/").headers["Location"]
        assert there.startswith(f"{stripe.address}/connect/acct_")
    row = PaymentConnection.objects.get()
    assert (row.ready, row.livemode) == (False, False)
    assert len({asked.key for asked in stripe.made("accounts")}) == 1
    assert ConnectedAccount.objects.get().account == row.account
    desk.get(f"{PAGE}stripe/return/?account=acct_of_a_stranger")
    assert not PaymentConnection.objects.get().ready
    stripe.finish_onboarding(row.account)
    post.bring()
    drain()
    assert PaymentConnection.objects.get().ready


def test_it_believes_stripe_and_not_the_address_it_comes_back_to(
    inside_acme: Studio, stripe: StripeDouble, desk: Browser
) -> None:
    desk.post(f"{PAGE}stripe/")
    assert "still wants to know" in desk.get(f"{PAGE}stripe/return/", follow=True).content.decode()
    stripe.finish_onboarding(PaymentConnection.objects.get().account)
    answer = desk.get(f"{PAGE}stripe/return/", follow=True)
    assert "Stripe is connected" in answer.content.decode()


def test_it_disconnects_and_closes_what_runs(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, desk: Browser
) -> None:
    session = start(billed)
    desk.post(f"{PAGE}disconnection/", {"provider": "stripe"})
    assert stripe.state.things[session]["status"] == "expired"
    assert connecting.current("stripe") is None
    assert ledger(billed)["payment"] == "unpaid"


def test_it_still_refunds_by_an_account_that_was_disconnected(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, desk: Browser
) -> None:
    stripe.pay(start(billed))
    post.bring()
    drain()
    desk.post(f"{PAGE}disconnection/", {"provider": "stripe"})
    desk.post(_order(billed, "refunds/"), {"what": "all", "key": "k"})
    drain()
    assert ledger(billed)["payment"] == "refunded"


def test_it_offers_a_connection_of_another_mode_to_nobody(
    billed: Order, connection: PaymentConnection, settings: Any
) -> None:
    connection.livemode = True
    connection.save(update_fields=["livemode"])
    assert connecting.current("stripe") == connection
    with pytest.raises(Exception, match="cannot be paid this way"):
        start(billed)


def test_it_keeps_the_words_about_paying_outside(desk: Browser, inside_acme: Studio) -> None:
    desk.post(PAGE, {"payment_instructions": "Bring it along"})
    assert "Bring it along" in desk.get(PAGE).content.decode()


def test_it_marks_as_paid_from_the_orders_page(billed: Order, desk: Browser) -> None:
    assert "Mark as paid" in desk.get(_order(billed)).content.decode()
    desk.post(_order(billed, "paid/"), {"note": "Cash"})
    page = desk.get(_order(billed)).content.decode()
    assert "Cash" in page
    assert "marked €30.00 as paid" in page
    assert ledger(billed)["payment"] == "paid"


@pytest.mark.parametrize(
    ("form", "amount"),
    [({"what": "all"}, 3000), ({"what": "amount", "amount": "12.50"}, 1250)],
    ids=["all", "amount"],
)
def test_it_refunds_from_the_orders_page(
    form: dict[str, str], amount: int, billed: Order, desk: Browser
) -> None:
    desk.post(_order(billed, "paid/"))
    for _click in range(2):
        desk.post(_order(billed, "refunds/"), {**form, "key": "the form's", "reason": "Sorry"})
    assert list(Refund.objects.values_list("amount", flat=True)) == [amount]
    assert "Sorry" in desk.get(_order(billed)).content.decode()


def test_it_refunds_by_line_from_the_orders_page(billed: Order, desk: Browser) -> None:
    desk.post(_order(billed, "paid/"))
    line = billed.lines.order_by("pk")[1]
    form = {"what": "parts", f"part-{line.public_id}": "4", "key": "k"}
    desk.post(_order(billed, "refunds/"), form)
    assert Refund.objects.get().parts.get().amount == 400


@pytest.mark.parametrize("amount", ["", "-1", "0", "30.01", "1e3", "nan", "12,345"])
def test_pay_15_it_refuses_an_amount_that_cannot_be(
    amount: str, billed: Order, desk: Browser
) -> None:
    desk.post(_order(billed, "paid/"))
    form = {"what": "amount", "amount": amount, "key": "k"}
    assert desk.post(_order(billed, "refunds/"), form).status_code == 302
    assert not Refund.objects.exists()


def test_it_shows_what_needs_somebody(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, desk: Browser
) -> None:
    start(billed)
    Payment.objects.update(problem="Something is odd.", state="failed", settled_at=timezone.now())
    assert "The money of 1 order needs you" in desk.get("/studio/").content.decode()
    page = desk.get(_order(billed)).content.decode()
    assert "Something is odd." in page
    payment = Payment.objects.get()
    desk.post(_order(billed, f"payments/{payment.public_id}/dismissal/"))
    assert "Something is odd." not in desk.get("/studio/orders/?show=money").content.decode()
    assert Payment.objects.get().problem == ""


def test_it_says_before_all_else_that_the_client_disputes(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, desk: Browser
) -> None:
    stripe.pay(start(billed))
    post.bring()
    drain()
    said = "The client disputes the payment"
    assert said not in desk.get(_order(billed)).content.decode()
    stripe.dispute(billed.payments.get().reference)
    post.bring()
    drain()
    assert desk.get(_order(billed)).context["standing"].next_step.startswith(said)
