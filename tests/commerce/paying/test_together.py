"""Several at the same moment, over connections of their own: money moves once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from modules.commerce.models import Order, OrderEntry, Payment, Refund
from modules.commerce.services import paying
from modules.commerce.services.paying import parts, settling
from safelight.accounts.models import Person
from safelight.connect.models import ReceivedEvent
from safelight.jobs.models import Job
from tenants.models import Studio
from tests.commerce.committing import serve, together
from tests.commerce.factories import mails
from tests.commerce.paying.committing import order, studio
from tests.commerce.paying.conftest import knock
from tests.commerce.paying.orders import ledger, start
from tests.stripe_double import StripeDouble
from tests.stripe_double.webhooks import body_of, signature

pytestmark = pytest.mark.fault
__all__ = ["order", "studio"]


def _meet(monkeypatch: pytest.MonkeyPatch, home: Any, name: str) -> None:
    """Whoever comes to this function waits a second for somebody else to come there."""
    point = threading.Barrier(2)
    real = getattr(home, name)

    def meeting(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            point.wait(1)
        return found

    monkeypatch.setattr(home, name, meeting)


def test_pay_02_it_stores_ten_copies_at_once_as_one(
    studio: Studio, order: Order, stripe: StripeDouble
) -> None:
    stripe.pay(start(order))
    body = body_of(stripe.state.events[-1])
    answers = together(studio, *[lambda: knock()(body, signature(body))] * 10)
    assert answers == [200] * 10
    assert ReceivedEvent.objects.count() == 1
    assert Job.objects.filter(kind="commerce.hear_of_payment").count() == 1
    serve()
    assert ledger(order)["payment"] == "paid"
    assert len(mails("order_paid")) == 1


def _paid_once_by_two(studio: Studio, order: Order, stripe: StripeDouble) -> None:
    """PAY-14: the browser comes back and the news arrive at the same moment."""
    stripe.pay(start(order))
    payment_id = Payment.objects.get().pk
    look = [lambda: paying.look(payment_id=payment_id, at=timezone.now())] * 2
    together(studio, *look)
    assert OrderEntry.objects.filter(verb="paid").count() == 1
    assert len(mails("order_paid")) == 1
    assert ledger(order)["payment"] == "paid"


def test_pay_14_it_is_paid_once_when_browser_and_news_come_together(
    studio: Studio, order: Order, stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meet(monkeypatch, settling, "_difference")
    _paid_once_by_two(studio, order, stripe)


def test_it_would_be_paid_twice_without_the_lock(
    studio: Studio, order: Order, stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of PAY-14."""
    _meet(monkeypatch, settling, "_difference")
    with override_settings(RELIABILITY_DISABLE={"locks"}), pytest.raises(AssertionError):
        _paid_once_by_two(studio, order, stripe)


def _refund(order: Order, email: str, key: str) -> Callable[[], Refund]:
    def press() -> Refund:
        by = Person.objects.get(email=email)
        return paying.refund(
            order=order, parts=paying.everything_left(order), reason="", by=by, key=key,
            at=timezone.now(),
        )  # fmt: skip

    return press


def _given_back_once_by_two(studio: Studio, order: Order, stripe: StripeDouble) -> None:
    """PAY-15: two of the team give everything back at the same moment."""
    stripe.pay(start(order))
    paying.look(payment_id=Payment.objects.get().pk, at=timezone.now())
    presses = [_refund(order, f"{who}@example.org", who) for who in ("alice", "bob")]
    found = together(studio, *presses)
    assert sum(isinstance(each, Refund) for each in found) == 1
    assert sum(isinstance(each, paying.MoreThanLeft) for each in found) == 1
    serve()
    assert len(stripe.made("refunds")) == 1
    assert ledger(order)["refunds"] == [("succeeded", 3000, 3000)]


def test_pay_15_it_gives_back_once_when_two_press_at_once(
    studio: Studio, order: Order, stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meet(monkeypatch, parts, "check")
    _given_back_once_by_two(studio, order, stripe)


def test_it_would_promise_twice_without_the_lock(
    studio: Studio, order: Order, stripe: StripeDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of PAY-15."""
    _meet(monkeypatch, parts, "check")
    with override_settings(RELIABILITY_DISABLE={"locks"}), pytest.raises(AssertionError):
        _given_back_once_by_two(studio, order, stripe)


def test_it_opens_one_session_for_five_clicks_at_once(
    studio: Studio, order: Order, stripe: StripeDouble
) -> None:
    pay = [lambda: paying.start(order=order, provider="stripe", at=timezone.now()).session] * 5
    found = together(studio, *pay)
    assert len(set(found)) == 1
    assert len({asked.key for asked in stripe.made("checkout/sessions")}) == 1
    (session,) = [s for s in stripe.state.things.values() if s["object"] == "checkout.session"]
    assert session["id"] == found[0]
