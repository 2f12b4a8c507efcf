"""PAY-19: files before payment, after a refund, after a dispute."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, PaymentConnection
from modules.commerce.services import paying
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.paying.orders import start
from tests.commerce.test_order_page import renewed
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]


@pytest.fixture
def paid(billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post) -> Order:
    """30.00 EUR by card, delivered."""
    stripe.pay(start(billed))
    post.bring()
    drain()
    billed.refresh_from_db()
    return billed


@pytest.fixture
def mine(acme: Studio, carla: Person, browser: Open) -> Browser:
    return browser(acme, carla)


def _paths(order: Order) -> list[str]:
    page = f"/orders/{order.public_id}/"
    items = [f"{page}items/{item.public_id}/download/" for item in order.items.all()]
    return [*items, f"{page}archive/"]


def _statuses(order: Order, mine: Browser) -> set[int]:
    return {mine.get(path).status_code for path in _paths(order)}


def test_pay_19_it_gives_no_file_before_it_is_paid(billed: Order, mine: Browser) -> None:
    assert _statuses(billed, mine) == {404}
    assert "download" not in mine.get(f"/orders/{billed.public_id}/").content.decode().lower()


def test_pay_19_it_gives_no_file_while_the_client_is_paying(
    billed: Order, connection: PaymentConnection, mine: Browser
) -> None:
    start(billed)
    assert _statuses(billed, mine) == {404}


def test_pay_19_it_gives_what_is_paid(paid: Order, mine: Browser) -> None:
    assert _statuses(paid, mine) == {302}


def test_pay_19_it_leaves_the_files_after_a_refund_in_part(
    paid: Order, mine: Browser, alice: Person
) -> None:
    part = paying.of_amount(paid, 2999)
    paying.refund(order=paid, parts=part, reason="", by=alice, key="k", at=timezone.now())
    drain()
    assert _statuses(paid, mine) == {302}


def test_pay_19_it_ends_links_with_a_refund_in_full(
    paid: Order, mine: Browser, alice: Person
) -> None:
    links = [mine.get(path).headers["Location"] for path in _paths(paid)]
    assert {renewed(mine, link) for link in links} == {302}
    before = paid.access_revision
    everything = paying.everything_left(paid)
    paying.refund(order=paid, parts=everything, reason="", by=alice, key="k", at=timezone.now())
    drain()
    paid.refresh_from_db()
    assert paid.access_revision > before
    assert {renewed(mine, link) for link in links} == {404}
    assert _statuses(paid, mine) == {404}


@pytest.mark.parametrize(("won", "later"), [(True, 302), (False, 404)])
def test_pay_19_it_ends_links_with_a_dispute_until_it_is_won(
    won: bool, later: int, paid: Order, mine: Browser, stripe: StripeDouble, post: Post
) -> None:
    links = [mine.get(path).headers["Location"] for path in _paths(paid)]
    dispute = stripe.dispute(paid.payments.get().reference)
    post.bring()
    drain()
    assert {renewed(mine, link) for link in links} == {404}
    assert _statuses(paid, mine) == {404}
    assert len(mails("order_money_problem")) == 1
    stripe.end_dispute(dispute["id"], won=won)
    post.bring()
    drain()
    assert _statuses(paid, mine) == {later}


def test_pay_19_it_tells_programs_of_no_file_that_cannot_be_fetched(
    paid: Order, mine: Browser, stripe: StripeDouble, post: Post
) -> None:
    path = f"/api/v1/orders/{paid.public_id}/"
    assert all(item["download"] for item in mine.get(path).json()["items"])
    stripe.dispute(paid.payments.get().reference)
    post.bring()
    drain()
    assert not any(item["download"] for item in mine.get(path).json()["items"])
