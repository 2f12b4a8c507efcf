"""Giving back: all, in part, by line, elsewhere; never more than came (T12, PAY-15)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order, PaymentConnection, Refund
from modules.commerce.services import paying
from modules.commerce.services.paying import looking
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.paying.orders import ledger, start, states
from tests.stripe_double import Post, StripeDouble

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(billed: Order, connection: PaymentConnection, stripe: StripeDouble, post: Post) -> Order:
    """30.00 EUR by card, delivered."""
    stripe.pay(start(billed))
    post.bring()
    drain()
    billed.refresh_from_db()
    return billed


def _refund(order: Order, by: Person, parts: list[paying.Part], key: str = "k") -> Refund:
    return paying.refund(
        order=order, parts=parts, reason="A gift", by=by, key=key, at=timezone.now()
    )


def test_it_gives_everything_back(paid: Order, alice: Person, stripe: StripeDouble) -> None:
    before = paid.access_revision
    _refund(paid, alice, paying.everything_left(paid))
    drain()
    assert ledger(paid)["payment"] == "refunded"
    assert ledger(paid)["refunds"] == [("succeeded", 3000, 3000)]
    assert paid.life == "open"
    assert paid.access_revision > before
    (mail,) = mails("order_refunded")
    assert "A gift" in mail.text_body
    assert states(paid) == {"delivered"}


def test_it_gives_a_line_back(paid: Order, alice: Person) -> None:
    line = paid.lines.order_by("pk")[1]
    _refund(paid, alice, [paying.Part(line, 1000)])
    drain()
    assert ledger(paid)["payment"] == "partially_refunded"
    assert Refund.objects.get().parts.get().line == line


def test_it_spreads_an_amount_over_the_lines(paid: Order, alice: Person) -> None:
    made = _refund(paid, alice, paying.of_amount(paid, 1000))
    amounts = made.parts.order_by("pk").values_list("amount", flat=True)
    assert list(amounts) == [667, 333]


@pytest.mark.parametrize("amount", [0, -1, 2001, 10**12])
def test_pay_15_it_gives_no_more_than_a_line_was_paid(
    amount: int, paid: Order, alice: Person
) -> None:
    part = paying.Part(paid.lines.order_by("pk")[0], amount)
    with pytest.raises(paying.MoreThanLeft):
        _refund(paid, alice, [part])
    with pytest.raises(paying.MoreThanLeft):
        _refund(paid, alice, [paying.Part(part.of, 1000), paying.Part(part.of, 1000)])
    assert not Refund.objects.exists()


def test_pay_15_it_counts_what_is_only_promised(paid: Order, alice: Person) -> None:
    _refund(paid, alice, paying.of_amount(paid, 2000), key="one")
    with pytest.raises(paying.MoreThanLeft):
        _refund(paid, alice, [paying.Part(paid.lines.order_by("pk")[0], 2000)], key="two")
    with pytest.raises(paying.MoreThanLeft):
        paying.of_amount(paid, 1001)
    _refund(paid, alice, paying.everything_left(paid), key="three")
    drain()
    assert ledger(paid)["payment"] == "refunded"


def test_pay_15_it_asks_stripe_once_for_each_key(
    paid: Order, alice: Person, stripe: StripeDouble
) -> None:
    made = {_refund(paid, alice, paying.of_amount(paid, 900)).pk for _click in range(3)}
    drain()
    assert len(made) == 1
    assert [asked.params["amount"] for asked in stripe.made("refunds")] == ["900"]
    assert len(mails("order_refunded")) == 1


def test_it_gives_back_once_although_the_answer_was_lost(
    paid: Order, alice: Person, stripe: StripeDouble
) -> None:
    _refund(paid, alice, paying.of_amount(paid, 900))
    stripe.loses_answers = 3
    drain(allow_failures=True)
    assert Refund.objects.get().state == "asked"
    drain(delayed=True)
    assert ledger(paid)["refunds"] == [("succeeded", 900, 900)]
    (intent,) = stripe.state.of("payment_intent", paid.payments.get().connection.account)  # type: ignore[union-attr]
    assert len(stripe.state.of("refund", stripe.state.owners[intent["id"]])) == 1


def test_it_shows_a_refund_that_stripe_refuses(
    paid: Order, alice: Person, stripe: StripeDouble, post: Post
) -> None:
    stripe.give_back(paid.payments.get().reference, 3000, {})
    _refund(paid, alice, paying.of_amount(paid, 900))
    drain()
    assert Refund.objects.filter(state="failed").count() == 1
    (problem,) = paying.problems(paid)
    assert problem.kind == "refund"
    assert len(mails("order_money_problem")) == 1


def test_it_takes_a_failed_refund_back(
    paid: Order, alice: Person, stripe: StripeDouble, post: Post
) -> None:
    _refund(paid, alice, paying.everything_left(paid))
    drain()
    stripe.fail_refund(Refund.objects.get().reference)
    post.bring()
    drain()
    assert ledger(paid)["payment"] == "paid"
    assert paying.everything_left(paid) != []
    assert len(paying.problems(paid)) == 1


def test_it_writes_down_what_was_given_back_at_stripe_itself(
    paid: Order, stripe: StripeDouble, post: Post
) -> None:
    stripe.give_back(paid.payments.get().reference, 1500, {})
    post.bring()
    drain()
    found = Refund.objects.get()
    assert (found.amount, found.by, found.state) == (1500, None, "succeeded")
    assert sum(found.parts.values_list("amount", flat=True)) == 1500
    assert len(mails("order_refunded")) == 1


def test_it_gives_back_at_once_what_was_paid_outside(billed: Order, alice: Person) -> None:
    paying.mark_paid(order=billed, by=alice, note="", at=timezone.now())
    _refund(billed, alice, paying.everything_left(billed))
    assert ledger(billed)["payment"] == "refunded"
    assert looking.ask_for_all(at=timezone.now()) == 0


def test_it_gives_nothing_back_that_never_came(billed: Order, alice: Person) -> None:
    with pytest.raises(paying.MoreThanLeft):
        _refund(billed, alice, paying.everything_left(billed))


def test_it_hears_of_each_of_more_refunds_than_a_page_of_stripes_holds(
    paid: Order, stripe: StripeDouble
) -> None:
    payment, stripe.page = paid.payments.get(), 2
    for _time in range(5):
        stripe.give_back(payment.reference, 1, {})
    paying.look(payment_id=payment.pk, at=timezone.now())
    assert Refund.objects.count() == 5
    assert ledger(paid)["payments"][0][2] == 5
