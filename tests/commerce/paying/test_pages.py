"""The client's pages of paying: the button or the words, and coming back (T2 to T4, PAY-20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, PaymentConnection
from modules.commerce.services.paying import connecting
from modules.commerce.settings import CommerceSettings
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.site.services import settings as site_settings
from tenants.models import Studio
from tests.commerce.paying.orders import bill, ledger, start
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]


def _url(order: Order, tail: str = "") -> str:
    return f"/orders/{order.public_id}/pay/{tail}"


def test_t3_it_shows_a_button_that_leads_to_the_provider(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    mine = browser(acme, carla)
    page = mine.get(_url(billed))
    assert "Pay now" in page.content.decode()
    assert "How to pay" not in page.content.decode()
    answer = mine.post(_url(billed), {"provider": "stripe"})
    assert answer.headers["Location"].startswith(f"{stripe.address}/pay/")
    # The browser may follow a form's redirect there.
    assert stripe.address in page.headers["Content-Security-Policy"]


def test_t4_it_asks_to_write_where_nothing_is_set_up(
    billed: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    page = browser(acme, carla).get(_url(billed)).content.decode()
    assert "hello@acme.example" in page
    assert 'name="provider"' not in page


def test_t4_it_shows_the_studios_words(
    billed: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    words = CommerceSettings(payment_instructions="IBAN DE02 1203, <b>Acme</b>")
    site_settings.change_module(module="commerce", settings=words)
    page = browser(acme, carla).get(_url(billed)).content.decode()
    assert "IBAN DE02 1203, &lt;b&gt;Acme&lt;/b&gt;" in page
    assert 'name="provider"' not in page


@pytest.mark.parametrize("validation", ["awaiting", "declined"])
def test_t2_it_has_no_page_to_pay_before_the_studio_accepts(
    validation: str, inside_acme: Studio, carla: Person, connection: PaymentConnection,
    browser: Open,
) -> None:  # fmt: skip
    order = bill(carla, validation=validation)
    mine = browser(inside_acme, carla)
    assert mine.get(_url(order)).headers["Location"] == f"/orders/{order.public_id}/"
    assert mine.post(_url(order), {"provider": "stripe"}).status_code == 302
    assert not order.payments.exists()
    assert "/pay/" not in mine.get(f"/orders/{order.public_id}/").content.decode()


@pytest.mark.parametrize("provider", ["test", "offline", "", "https://evil.example"])
def test_pay_08_it_answers_400_to_a_provider_that_is_not_offered(
    provider: str, billed: Order, connection: PaymentConnection, acme: Studio, carla: Person,
    browser: Open,
) -> None:  # fmt: skip
    answer = browser(acme, carla).post(_url(billed), {"provider": provider})
    assert answer.status_code == 400
    assert not billed.payments.exists()


@pytest.mark.parametrize("tail", ["", "return/", "test/x/"])
def test_pay_09_it_shows_the_page_of_nobody_elses_order(
    tail: str, billed: Order, acme: Studio, browser: Open, inside_acme: Studio
) -> None:
    dora = Person.objects.select_related("client").get(email="dora@example.org")
    assert browser(acme, dora).get(_url(billed, tail)).status_code == 404
    assert browser(acme).get(_url(billed, tail)).status_code in (302, 404)


def test_it_completes_when_the_browser_comes_back_before_the_news(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    stripe.pay(start(billed))
    answer = browser(acme, carla).get(_url(billed, "return/"))
    assert answer.headers["Location"] == f"/orders/{billed.public_id}/"
    assert ledger(billed)["payment"] == "paid"


def test_it_waits_and_looks_again_while_nothing_is_known(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    start(billed)
    mine = browser(acme, carla)
    for stripe.away in (False, True):
        answer = mine.get(_url(billed, "return/"))
        assert answer.headers["Refresh"] == "5"
        assert "We wait for your payment" in answer.content.decode()
    assert ledger(billed)["payment"] == "pending"


def test_it_says_that_money_is_on_its_way(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    session = start(billed)
    stripe.promise(session)
    page = browser(acme, carla).get(_url(billed, "return/")).content.decode()
    assert "Your payment is on its way" in page
    assert 'name="provider"' not in page
    stripe.bounce(session)
    post.bring()
    drain()
    assert ledger(billed)["payment"] == "failed"
    assert "did not go through" in browser(acme, carla).get(_url(billed)).content.decode()
    assert start(billed) != session


def test_it_asks_the_provider_no_more_often_than_it_helps(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    start(billed)
    before = len(stripe.asked)
    mine = browser(acme, carla)
    assert {mine.get(_url(billed, "return/")).status_code for _time in range(4)} == {200}
    assert len(stripe.asked) == before + 1


PARAMETERS = [
    "?session_id=cs_test_000099&payment_status=paid&status=succeeded&redirect_status=succeeded",
    "?resource=https://127.0.0.1:1/steal&id=https://evil.example/v1/checkout/sessions/x",
    "?payment_intent=pi_1&payment_intent_client_secret=x&order=another&account=acct_9",
]


@pytest.mark.parametrize("query", PARAMETERS)
def test_pay_20_it_reads_nothing_of_the_address_it_comes_back_to(
    query: str, billed: Order, connection: PaymentConnection, stripe: StripeDouble, acme: Studio,
    carla: Person, browser: Open,
) -> None:  # fmt: skip
    session = start(billed)
    before = len(stripe.asked)
    browser(acme, carla).get(_url(billed, "return/") + query)
    asked = {each.path for each in stripe.asked[before:]}
    assert asked == {f"checkout/sessions/{session}"}
    assert ledger(billed)["payment"] == "pending"


@pytest.mark.parametrize(
    ("act", "payment", "mails_later"),
    [("pay", "paid", False), ("decline", "failed", False), ("lose", "pending", True)],
)
def test_it_lets_one_try_what_a_card_can_come_to(
    act: str, payment: str, mails_later: bool, billed: Order, acme: Studio, carla: Person,
    browser: Open,
) -> None:  # fmt: skip
    connecting.connect_test(at=timezone.now())
    mine = browser(acme, carla)
    there = mine.post(_url(billed), {"provider": "test"}).headers["Location"]
    assert "No money moves" in mine.get(there).content.decode()
    mine.post(there, {"act": act}, follow=True)
    assert ledger(billed)["payment"] == payment
    drain()
    assert ledger(billed)["payment"] == ("paid" if mails_later else payment)


def test_it_delays_a_payment_that_is_tried(
    billed: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    connecting.connect_test(at=timezone.now())
    session = start(billed, "test")
    there = _url(billed, f"test/{session}/")
    answer = browser(acme, carla).post(there, {"act": "delay"}, follow=True)
    assert "on its way" in answer.content.decode()
    assert ledger(billed)["payments"][0][0] == "processing"


def test_pay_08_it_has_no_test_page_where_tests_are_not_allowed(
    billed: Order, acme: Studio, carla: Person, browser: Open, settings: Any
) -> None:
    connecting.connect_test(at=timezone.now())
    session = start(billed, "test")
    settings.TEST_PAYMENTS = False
    mine = browser(acme, carla)
    assert mine.get(_url(billed, f"test/{session}/")).status_code == 404
    assert mine.post(_url(billed, f"test/{session}/"), {"act": "pay"}).status_code == 404
    assert ledger(billed)["payment"] == "pending"


def test_it_allows_tests_in_the_embedded_platform_only() -> None:
    assert settings.ENVIRONMENT == "embedded"
    assert settings.TEST_PAYMENTS is True
