"""Two of the team make a payment run at the same moment: each statement is paid once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import override_settings

from modules.agency.models import LedgerEntry, PaymentRun, Statement
from modules.agency.services.shares import ledger, paying, statements
from tenants.models import Studio
from tests.agency.shares.making import AT, contributor, owner
from tests.commerce.committing import together
from tests.commerce.paying.committing import studio

pytestmark = pytest.mark.fault
__all__ = ["studio"]


def _meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has looked what can be paid waits a moment for somebody else who has."""
    point, real = threading.Barrier(2), paying.chosen_now

    def meeting(**asked: Any) -> Any:
        found = real(**asked)
        with suppress(threading.BrokenBarrierError):
            point.wait(0.7)
        return found

    monkeypatch.setattr(paying, "chosen_now", meeting)


def _run(key: str) -> Callable[[], PaymentRun]:
    return lambda: paying.pay(
        statement_ids=list(Statement.objects.values_list("pk", flat=True)), currency="EUR",
        minimum=0, by=owner(), key=key, at=AT,
    )  # fmt: skip


def _paid_once_by_two(studio: Studio) -> None:
    ansel = contributor(account="DE02")
    ledger.correct(
        contributor=ansel, amount=500, currency="EUR", reason="Sold", by=owner(), key="a", at=AT
    )
    statements.close_all(last_date=AT.date(), by=owner(), at=AT)
    found = together(studio, _run("one"), _run("two"))
    assert {type(each) for each in found} == {PaymentRun, paying.NothingToPay}
    assert LedgerEntry.objects.get(kind="payout").amount == -500


def test_it_pays_a_statement_once_when_two_runs_are_made_at_once(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meet(monkeypatch)
    _paid_once_by_two(studio)


def test_it_would_stumble_without_the_lock(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: both find it payable, and only the database stops the second."""
    _meet(monkeypatch)
    with override_settings(RELIABILITY_DISABLE={"locks"}), pytest.raises(AssertionError):
        _paid_once_by_two(studio)
