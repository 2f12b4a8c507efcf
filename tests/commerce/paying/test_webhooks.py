"""The door for Stripe's news: signed, fresh, whole, and stored once (PAY-01 to PAY-03)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from modules.commerce.models import Order, PaymentConnection
from safelight.connect.models import ReceivedEvent
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from tests.commerce.paying.conftest import knock
from tests.commerce.paying.orders import ledger, start
from tests.stripe_double import Post, StripeDouble
from tests.stripe_double.webhooks import body_of, signature

pytestmark = pytest.mark.django_db
Send = Callable[[bytes, str], int]


@pytest.fixture
def body(billed: Order, connection: PaymentConnection, stripe: StripeDouble) -> bytes:
    """The news that the order is paid, which it is."""
    stripe.pay(start(billed))
    return body_of(stripe.state.events[-1])


@pytest.fixture
def send() -> Send:
    return knock()


def _nothing_happened(order: Order) -> None:
    assert not ReceivedEvent.objects.exists()
    assert not Job.objects.filter(kind="commerce.hear_of_payment").exists()
    assert ledger(order)["payment"] == "pending"


@pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=y", "nonsense", "t=,v1=", "🂡"])
def test_pay_01_it_takes_nothing_unsigned(
    header: str, body: bytes, send: Send, billed: Order
) -> None:
    assert send(body, header.encode().decode("latin-1")) == 400
    _nothing_happened(billed)


@pytest.mark.parametrize("secret", ["whsec_of_somebody_else_123", "", " "])
def test_pay_01_it_takes_nothing_signed_with_another_secret(
    secret: str, body: bytes, send: Send, billed: Order
) -> None:
    assert send(body, signature(body, secret=secret)) == 400
    _nothing_happened(billed)


def test_pay_01_it_takes_nothing_where_stripe_is_not_set_up(
    body: bytes, send: Send, billed: Order, settings: Any
) -> None:
    settings.STRIPE = None
    assert send(body, signature(body)) == 400
    assert send(body, signature(body, secret="")) == 400
    _nothing_happened(billed)


@pytest.mark.parametrize("seconds", [-302, 302])
def test_pay_02_it_takes_nothing_old_or_from_the_future(
    seconds: int, body: bytes, send: Send, billed: Order
) -> None:
    assert send(body, signature(body, seconds=seconds)) == 400
    _nothing_happened(billed)


@pytest.mark.parametrize("seconds", [-290, 290])
def test_it_forgives_clocks_that_differ_a_little(
    seconds: int, body: bytes, send: Send, billed: Order
) -> None:
    assert send(body, signature(body, seconds=seconds)) == 200


def test_pay_02_it_stores_an_event_once_and_asks_once(
    body: bytes, send: Send, billed: Order, stripe: StripeDouble
) -> None:
    assert {send(body, signature(body)) for _time in range(10)} == {200}
    assert ReceivedEvent.objects.count() == 1
    before = len(stripe.asked)
    drain()
    assert ledger(billed)["payment"] == "paid"
    # The session, its refunds; nothing is asked for the copies.
    assert len([each for each in stripe.asked[before:] if "sessions/" in each.path]) == 1


def test_pay_03_it_takes_nothing_that_one_byte_was_changed_of(
    body: bytes, send: Send, billed: Order
) -> None:
    at = body.index(b'"amount_total": 3000') + len(b'"amount_total": ')
    changed = body[:at] + b"4" + body[at + 1 :]
    assert send(changed, signature(body)) == 400
    _nothing_happened(billed)


def test_pay_03_it_takes_nothing_that_was_written_anew(
    body: bytes, send: Send, billed: Order
) -> None:
    again = json.dumps(json.loads(body)).encode()
    assert again != body
    assert send(again, signature(body)) == 400
    _nothing_happened(billed)


@pytest.mark.parametrize("thing", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"id": 5}'])
def test_it_takes_nothing_that_is_no_event(thing: bytes, send: Send, db: None) -> None:
    signed = signature(thing) if thing != b"\xff\xfe" else "t=1,v1=a"
    assert send(thing, signed) == 400
    assert not ReceivedEvent.objects.exists()


def test_pay_06_it_ignores_news_of_another_kind_of_money(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    stripe.pay(start(billed))
    for event in stripe.state.events:
        event["livemode"] = True
    post.bring()
    drain()
    assert set(post.answers) == {200}
    assert ledger(billed)["payment"] == "pending"
    assert {row.ignored for row in ReceivedEvent.objects.all()} == {"It is about real money."}


def test_pay_06_it_ignores_news_of_an_account_that_is_no_studios(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post
) -> None:
    stripe.pay(start(billed))
    for event in stripe.state.events:
        event["account"] = "acct_of_a_stranger"
    post.bring()
    drain()
    assert ledger(billed)["payment"] == "pending"
    ignored = {row.ignored for row in ReceivedEvent.objects.all()}
    assert ignored == {"The account is no studio's."}
