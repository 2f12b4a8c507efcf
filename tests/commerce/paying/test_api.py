"""The API of money: paying, marking as paid, giving back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order, PaymentConnection, Refund
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.paying.orders import ledger
from tests.stripe_double import StripeDouble

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]
JSON = "application/json"


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _url(order: Order, tail: str) -> str:
    return f"/api/v1/orders/{order.public_id}/{tail}/"


def test_it_begins_to_pay_once(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    mine = browser(acme, carla)
    answers = [
        mine.post(_url(billed, "payments"), {"provider": "stripe"}, content_type=JSON, headers=key)
        for key in ({}, {"idempotency-key": "one"})
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["url"].startswith(stripe.address)
    assert answers[0].json()["amount"] == {"amount": 3000, "currency": "EUR"}
    assert mine.get(_url(billed, "payments")).json() == [answers[0].json()]


@pytest.mark.parametrize("provider", ["test", "offline", "", "paypal", None, 5, "x" * 9])
def test_pay_08_it_answers_400_to_a_provider_that_is_not_offered(
    provider: Any, billed: Order, connection: PaymentConnection, acme: Studio, carla: Person,
    browser: Open,
) -> None:  # fmt: skip
    said = {"provider": provider}
    answer = browser(acme, carla).post(_url(billed, "payments"), said, content_type=JSON)
    assert answer.status_code == 400


def test_pay_09_it_knows_no_order_of_another_client(
    billed: Order, acme: Studio, browser: Open, inside_acme: Studio
) -> None:
    dora = Person.objects.select_related("client").get(email="dora@example.org")
    theirs = browser(acme, dora)
    assert theirs.get(_url(billed, "payments")).status_code == 404
    said = {"provider": "stripe"}
    assert theirs.post(_url(billed, "payments"), said, content_type=JSON).status_code == 404


@pytest.mark.parametrize(("tail", "method"), [("paid", "put"), ("refunds", "post")])
def test_pay_16_it_lets_nobody_move_money_who_may_not(
    tail: str, method: str, billed: Order, acme: Studio, bob: Person, carla: Person, browser: Open
) -> None:
    for person in (bob, carla):
        ask = getattr(browser(acme, person), method)
        assert ask(_url(billed, tail), {}, content_type=JSON).status_code == 403
    assert ledger(billed)["payment"] == "unpaid"


def test_it_marks_as_paid_and_says_when_it_was(billed: Order, desk: Browser) -> None:
    answer = desk.put(_url(billed, "paid"), {"note": "Cash"}, content_type=JSON)
    assert answer.json()["received"] == {"amount": 3000, "currency": "EUR"}
    again = desk.put(_url(billed, "paid"), {}, content_type=JSON)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_paid")


def test_pay_15_it_gives_back_once_for_each_key(billed: Order, desk: Browser) -> None:
    desk.put(_url(billed, "paid"), {}, content_type=JSON)
    line = billed.lines.order_by("pk")[0]
    said = {"parts": {line.public_id: 500}, "reason": "Dark"}
    answers = [
        desk.post(
            _url(billed, "refunds"), said, content_type=JSON, headers={"idempotency-key": "k" * 200}
        )
        for _time in range(2)
    ]
    drain()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Refund.objects.get().amount == 500
    assert desk.get(_url(billed, "refunds")).json()[0]["state"] == "succeeded"


@pytest.mark.parametrize(
    "said",
    [{"amount": 0}, {"amount": 3001}, {"amount": -1}, {"amount": 1.5}, {"parts": {"x": 1}},
     {"parts": {"x": "1e9"}}, {"parts": [1]}, {"amount": 10**30}],
    ids=str,
)  # fmt: skip
def test_pay_15_it_refuses_what_cannot_be_given_back(
    said: dict[str, Any], billed: Order, desk: Browser
) -> None:
    desk.put(_url(billed, "paid"), {}, content_type=JSON)
    assert desk.post(_url(billed, "refunds"), said, content_type=JSON).status_code == 400
    assert not Refund.objects.exists()
