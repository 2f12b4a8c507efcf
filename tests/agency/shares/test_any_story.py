"""Random sales, refunds, corrections and closings keep what has to hold, however late heard."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.agency.models import LedgerEntry, Library, Statement, StatementLine
from modules.agency.services.shares import ledger, paying, statements
from modules.commerce import facade as commerce
from modules.commerce.services import paying as of_orders
from modules.commerce.services.orders import cancelling, leaving_out
from tenants.models import Studio
from tests.agency.shares.making import (
    AT,
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

Step = tuple[str, int]
NAMES = ("pay", "refund", "leave out", "cancel", "correct", "close", "payout")
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 900)), min_size=3, max_size=8)
PRICES = st.lists(st.integers(1, 3000), min_size=1, max_size=3)
_keys = itertools.count()


@pytest.fixture
def libraries(inside_acme: Studio) -> list[Library]:
    """Of two contributors with odd percentages, and of nobody."""
    made = [library(contributor(), "A"), library(contributor("Berenice"), "B"), library(None, "C")]
    rule("33.333")
    rule("47.5", made[1])
    return made


@dataclass
class Story:
    """An order of a whole gallery and single prints, and what becomes of it."""

    libraries: list[Library]
    prices: list[int]
    hears_each: bool
    told: dict[int, list[Any]] = field(default_factory=dict)

    def run(self, steps: list[Step]) -> dict[Any, int]:
        """What each contributor got by sales, in the end."""
        photos = [file(each) for each in self.libraries]
        lines = [Line(photos=photos, price=self.prices[0], tax=self.prices[0] // 7)]
        lines += [Line(photos=[file(self.libraries[0])], price=each) for each in self.prices[1:]]
        self.order = sell(*lines)
        for name, number in [("pay", 1), *steps]:
            getattr(self, name.replace(" ", "_"))(number)
            if self.hears_each:
                hear(self.order)
        hear(self.order)
        assert hear(self.order) == []
        self.check()
        rows = LedgerEntry.objects.filter(allocation__isnull=False).order_by()
        return dict(rows.values_list("allocation__contributor__name").annotate(Sum("amount")))

    def pay(self, _number: int) -> None:
        self.order.refresh_from_db()
        if self.order.payment == "unpaid" and self.order.is_open:
            pay(self.order)

    def refund(self, number: int) -> None:
        left = sum(part.amount for part in of_orders.everything_left(self.order))
        if left and self.order.payments.exists():
            give_back(self.order, 1 + number * left // 1000)

    def leave_out(self, number: int) -> None:
        items = [each for each in self.order.items.order_by("pk") if each.may_be_left_out]
        if items:
            leaving_out.leave_out(item=items[number % len(items)], by=owner(), at=AT)

    def cancel(self, number: int) -> None:
        if number > 700:
            cancelling.cancel(order=self.order, by=owner(), at=AT, tell_client=False)

    def correct(self, number: int) -> None:
        whose = self.libraries[number % 2].contributor
        assert whose is not None
        ledger.correct(
            contributor=whose, amount=number - 450 or 1, currency="EUR", reason="Agreed",
            by=owner(), key=f"{next(_keys)}", at=AT,
        )  # fmt: skip

    def close(self, _number: int) -> None:
        for each in statements.close_all(last_date=AT.date(), by=owner(), at=AT):
            self.told[each.pk] = _frozen(each.pk)

    def payout(self, number: int) -> None:
        ids = list(Statement.objects.values_list("pk", flat=True))
        try:
            paying.pay(
                statement_ids=ids, currency="EUR", minimum=number // 3, by=owner(),
                key=f"{next(_keys)}", at=AT,
            )  # fmt: skip
        except paying.NothingToPay:
            return

    def check(self) -> None:
        sold = commerce.sold_orders(order_ids=[self.order.pk])[self.order.pk]
        refunds = [refund.id for refund in sold.refunds]
        for line in sold.lines:
            rows = LedgerEntry.objects.filter(allocation__line=line.id)
            shared = rows.aggregate(sum=Sum("amount"))["sum"] or 0
            left = line.due - line.given_back(refunds) if sold.settled_at else 0
            assert 0 <= shared <= left
        for pk, frozen in self.told.items():
            assert _frozen(pk) == frozen
        for (whose, currency), balance in ledger.balances().items():
            chain = Statement.objects.filter(contributor=whose, currency=currency, following=None)
            open_sum = ledger.open_sums().get((whose, currency), 0)
            assert balance == sum(each.closing for each in chain) + open_sum


@settings(
    max_examples=6, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(prices=PRICES, steps=STEPS)
def test_it_keeps_sums_and_statements_whatever_happens_and_whenever_it_is_heard(
    libraries: list[Library], prices: list[int], steps: list[Step]
) -> None:
    found = []
    for hears_each in (True, False):
        with transaction.atomic():
            found.append(Story(libraries, prices, hears_each).run(steps))
            transaction.set_rollback(True)
    assert found[0].keys() >= found[1].keys()
    assert {name: found[1].get(name, 0) for name in found[0]} == found[0]


def _frozen(pk: int) -> list[Any]:
    lines = StatementLine.objects.filter(statement=pk).order_by("pk")
    return [*Statement.objects.filter(pk=pk).values(), *lines.values("entry__amount", "entry")]
