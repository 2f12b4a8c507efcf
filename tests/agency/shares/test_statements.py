"""Statements: what was told stays, and what comes later is in the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from modules.agency.models import Contributor, LedgerEntry, Statement, StatementLine
from modules.agency.services.shares import ledger, paying, statements
from modules.commerce.models import Order
from tenants.models import Studio
from tests.agency.shares.making import (
    Line,
    contributor,
    file,
    give_back,
    hear,
    library,
    owner,
    pay,
    rule,
    sell,
)
from tests.commerce.factories import mails

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)
LATER = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture
def ansel(inside_acme: Studio) -> Contributor:
    rule("50")
    return contributor(payee="Ansel A.", account="DE02120300000000202051")


@pytest.fixture
def order(ansel: Contributor) -> Order:
    """Sold, paid and heard of in May for 10.00, half of it Ansel's."""
    made = sell(Line(photos=[file(library(ansel))], price=1000))
    pay(made)
    hear(made)
    return made


def close(whose: Contributor, last: date = MAY, currency: str = "EUR") -> Statement:
    return statements.close(
        contributor=whose, currency=currency, last_date=last, by=owner(), at=LATER
    )


def _correct(whose: Contributor, amount: int, currency: str = "EUR", key: str = "a") -> None:
    ledger.correct(
        contributor=whose, amount=amount, currency=currency, reason="Agreed", by=owner(),
        key=key, at=datetime(2026, 5, 20, tzinfo=UTC),
    )  # fmt: skip


def _run(*closed: Statement, key: str = "run", minimum: int = 0) -> list[int]:
    run = paying.pay(
        statement_ids=[each.pk for each in closed], currency="EUR", minimum=minimum, by=owner(),
        key=key, at=LATER,
    )  # fmt: skip
    return [payout.amount for payout in run.payouts.all()]


def test_it_tells_of_a_refund_that_comes_later_in_the_next_one_with_its_reason(
    ansel: Contributor, order: Order
) -> None:
    first = close(ansel)
    give_back(order, 400, reason="Too dark", at=datetime(2026, 5, 30, tzinfo=UTC))
    hear(order)
    second = close(ansel, JUNE)
    (line,) = second.lines.select_related("entry")
    assert (first.closing, second.opening, second.closing) == (500, 500, 300)
    assert (line.entry.amount, line.entry.reason) == (-200, "The client got money back: Too dark")
    assert (second.first_date, second.last_date) == (date(2026, 6, 1), JUNE)


@pytest.mark.usefixtures("order")
def test_it_leaves_what_happened_after_its_last_day_to_the_next_one(ansel: Contributor) -> None:
    with pytest.raises(statements.NothingToState):
        close(ansel, date(2026, 5, 3))
    assert close(ansel, date(2026, 5, 4)).closing == 500


@pytest.mark.usefixtures("order")
def test_it_refuses_a_day_that_has_not_come(ansel: Contributor) -> None:
    with pytest.raises(statements.PeriodNotOver):
        close(ansel, LATER.date() + timedelta(days=1))


def test_it_never_changes_once_it_is_closed(ansel: Contributor, order: Order) -> None:
    closed = close(ansel)
    give_back(order, 400)
    (late,) = hear(order)
    for change in ("UPDATE agency_statement SET closing = 1", "DELETE FROM agency_statementline"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)
    with pytest.raises(DatabaseError, match="closed with"), transaction.atomic():
        StatementLine.objects.create(statement=closed, entry=late)


@pytest.mark.usefixtures("order")
def test_it_is_mailed_once_when_it_is_closed(ansel: Contributor) -> None:
    closed = close(ansel)
    with pytest.raises(statements.NothingToState):
        close(ansel)
    (mail,) = mails("agency_statement")
    assert (mail.to_email, str(closed.number) in mail.subject) == (ansel.email, True)
    assert "€5.00" in mail.text_body


@pytest.mark.usefixtures("order")
def test_it_keeps_currencies_apart(ansel: Contributor) -> None:
    _correct(ansel, 700, "CHF")
    closed = statements.close_all(last_date=MAY, by=owner(), at=LATER)
    assert [(each.currency, each.closing) for each in closed] == [("CHF", 700), ("EUR", 500)]


@pytest.mark.usefixtures("order")
def test_it_pays_a_statement_once_and_takes_it_off_the_next_one(ansel: Contributor) -> None:
    closed = close(ansel)
    assert _run(closed) == [500]
    assert _run(closed) == [500]
    with pytest.raises(paying.NothingToPay):
        _run(closed, key="another")
    _correct(ansel, 100)
    following = close(ansel, JUNE)
    assert (following.opening, following.closing) == (500, 100)
    assert _run(following, key="next") == [100]
    assert LedgerEntry.objects.filter(kind="payout").count() == 2


@pytest.mark.usefixtures("order")
def test_it_pays_only_the_latest_statement_which_has_the_others_in_it(ansel: Contributor) -> None:
    first = close(ansel)
    _correct(ansel, 100)
    second = close(ansel, JUNE)
    assert _run(first, second) == [600]


@pytest.mark.usefixtures("order")
def test_it_does_not_pay_again_what_was_paid_before_a_late_statement(ansel: Contributor) -> None:
    """A payout of August stands in the statement of June that is closed after it."""
    _run(close(ansel))
    assert close(ansel, JUNE).closing == 0


def test_it_carries_what_is_owed_by_the_contributor_forward(
    ansel: Contributor, order: Order
) -> None:
    _run(close(ansel))
    give_back(order, 1000)
    hear(order)
    second = close(ansel, JUNE)
    assert second.closing == -500
    with pytest.raises(paying.NothingToPay):
        _run(second, key="another")


@pytest.mark.usefixtures("order")
def test_it_pays_nobody_below_the_minimum_or_without_an_account(ansel: Contributor) -> None:
    closed = close(ansel)
    with pytest.raises(paying.NothingToPay):
        _run(closed, minimum=501)
    Contributor.objects.update(account="")
    with pytest.raises(paying.NothingToPay):
        _run(closed)


@pytest.mark.usefixtures("order")
def test_it_corrects_with_a_reason_and_once(ansel: Contributor) -> None:
    _correct(ansel, -100)
    _correct(ansel, -100)
    assert ledger.balances() == {(ansel.pk, "EUR"): 400}
    with pytest.raises(ledger.NoReason):
        ledger.correct(
            contributor=ansel, amount=5, currency="EUR", reason=" ", by=owner(), key="b", at=LATER
        )
