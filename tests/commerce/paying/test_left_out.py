"""Something is left out while the client pays, or promises to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, OrderEntry, PaymentConnection
from modules.commerce.services import paying
from modules.commerce.services.orders import cancelling, leaving_out
from modules.commerce.services.paying import dismissing
from modules.commerce.settings import CommerceSettings
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.site.services import settings as site_settings
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.paying.orders import ledger, start, states
from tests.stripe_double import Post, StripeDouble

Open = Callable[..., Browser]
pytestmark = pytest.mark.django_db


def leave(order: Order, by: Person, place: int = 1) -> None:
    item = order.items.order_by("pk")[place]
    leaving_out.leave_out(item=item, by=by, at=timezone.now())
    order.refresh_from_db()


def test_it_closes_the_session_of_the_old_amount(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    start(billed)
    leave(billed, alice)
    drain()
    (session,) = stripe.state.of("checkout.session", connection.account)
    assert session["status"] == "expired"
    assert ledger(billed)["payment"] == "unpaid"
    made = paying.start(order=billed, provider="stripe", at=timezone.now())
    assert made.amount == 2000


def test_it_opens_a_session_of_the_new_amount_for_whoever_comes_back_at_once(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    first = start(billed)
    leave(billed, alice)
    assert start(billed) != first
    assert [payment.amount for payment in billed.payments.order_by("pk")] == [3000, 2000]


def test_it_takes_the_old_amount_and_gives_the_difference_back(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post, alice: Person
) -> None:
    stripe.pay(start(billed))
    leave(billed, alice)
    post.bring()
    drain()
    payment = billed.payments.get()
    assert (payment.over, ledger(billed)["payment"]) == (1000, "paid")
    assert states(billed) == {"delivered", "cancelled"}
    assert "10.00 EUR more came" in payment.problem
    assert len(mails("order_money_problem")) == 1
    assert billed.documents.get().data["total"] == 2000
    paying.send_back(payment=payment, reason="", by=alice, key="k", at=timezone.now())
    drain()
    assert ledger(billed)["payment"] == "paid"
    assert [refund.amount for refund in billed.refunds.all()] == [1000]
    assert billed.documents.count() == 1


def test_it_gives_the_difference_back_once(
    billed: Order, connection: PaymentConnection, stripe: StripeDouble, alice: Person
) -> None:
    stripe.pay(start(billed))
    leave(billed, alice)
    drain()
    paying.look(payment_id=billed.payments.get().pk, at=timezone.now())
    payment = billed.payments.get()
    paying.send_back(payment=payment, reason="", by=alice, key="1", at=timezone.now())
    with pytest.raises(paying.MoreThanLeft):
        paying.send_back(payment=payment, reason="", by=alice, key="2", at=timezone.now())
    dismissing.dismiss(payment=payment, by=alice, at=timezone.now())
    assert sum(part.amount for part in paying.everything_left(billed)) == 2000


def test_it_marks_what_is_left_as_paid(billed: Order, alice: Person) -> None:
    leave(billed, alice)
    paying.mark_paid(order=billed, by=alice, note="", at=timezone.now())
    assert ledger(billed)["payments"] == [("succeeded", 2000, 0, False, "")]


def test_it_expects_what_the_client_promises(billed: Order, alice: Person) -> None:
    for _twice in range(2):
        paying.promise(order=billed, at=timezone.now())
    billed.refresh_from_db()
    assert (billed.payment, states(billed)) == ("pending", {"awaiting_payment"})
    assert OrderEntry.objects.filter(verb="payment_promised").count() == 1
    paying.mark_paid(order=billed, by=alice, note="", at=timezone.now())
    assert ledger(billed)["payment"] == "paid"


def test_it_expects_nothing_of_a_cancelled_order(billed: Order, alice: Person) -> None:
    paying.promise(order=billed, at=timezone.now())
    cancelling.cancel(order=billed, by=alice, at=timezone.now(), tell_client=False)
    assert ledger(billed)["payment"] == "unpaid"
    with pytest.raises(paying.NothingToPay):
        paying.promise(order=billed, at=timezone.now())


def test_it_takes_no_promise_where_one_pays_online(
    billed: Order, connection: PaymentConnection
) -> None:
    with pytest.raises(paying.CannotBePaidSo):
        paying.promise(order=billed, at=timezone.now())


def test_it_promises_on_the_page_that_says_how(
    billed: Order, acme: Studio, carla: Person, alice: Person, browser: Open
) -> None:
    words = CommerceSettings(payment_instructions="IBAN DE02")
    site_settings.change_module(module="commerce", settings=words)
    mine, url = browser(acme, carla), f"/orders/{billed.public_id}/"
    assert "I will pay this way" in mine.get(f"{url}pay/").content.decode()
    page = mine.post(f"{url}pay/", {"promise": "on"}, follow=True).content.decode()
    assert "We expect your payment" in page
    assert "I will pay this way" not in page
    assert "that you pay directly" in mine.get(url).content.decode()
    desk = browser(acme, alice).get(f"/studio{url}").content.decode()
    assert "The client says that they pay €30.00 directly" in desk
    assert "said that they pay €30.00 directly" in desk
