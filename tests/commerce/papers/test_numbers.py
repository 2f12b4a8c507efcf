"""PAY-23: fifty papers at once have the numbers 1 to 50."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from modules.commerce.models import Document, Order, Payment
from modules.commerce.services import documents
from safelight.accounts.models import Visitor
from safelight.jobs import switches
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs, together

PAPERS, AT_ONCE = 50, 10


class GivenUp(Exception):  # noqa: N818 - a payment that is rolled back
    pass


def _paid(number: int) -> Order:
    at = timezone.now()
    order: Order = Order.objects.create(
        number=number, visitor=Visitor.objects.create(), email="gast@example.org", goods=100,
        total=100, currency="EUR", payment="paid", placed_at=at, placement_key=f"key {number}",
    )  # fmt: skip
    Payment.objects.create(
        order=order, provider="offline", state="succeeded", amount=100, received=100,
        currency="EUR", started_at=at, settled_at=at,
    )  # fmt: skip
    return order


def _issue(order: Order, *, give_up: bool) -> int:
    with transaction.atomic():
        made = documents.issue_invoice(order=order, at=timezone.now())
        if give_up:
            raise GivenUp
    assert made is not None
    return int(made.number)


def _issue_all(studio: Studio) -> list[object]:
    """Every fifth is given up after its number was taken; what each returned or raised."""
    with tenant_context(studio):
        paid = [_paid(number) for number in range(PAPERS * 5 // 4)]
    found: list[object] = []
    for start in range(0, len(paid), AT_ONCE):
        calls = [
            lambda order=order, n=n: _issue(order, give_up=n % 5 == 4)
            for n, order in enumerate(paid[start : start + AT_ONCE], start)
        ]
        found += together(studio, *calls)
    forget_jobs()
    return found


def test_pay_23_it_leaves_no_gap_and_gives_no_number_twice(fresh_studio: Studio) -> None:
    found = _issue_all(fresh_studio)
    numbers = sorted(each for each in found if isinstance(each, int))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(found) - sum(isinstance(each, GivenUp) for each in found)
    with tenant_context(fresh_studio):
        assert sorted(Document.objects.values_list("number", flat=True)) == numbers


def test_pay_23_it_would_fail_without_the_lock(
    fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switches, "is_off", lambda name: name == "locks")
    found = _issue_all(fresh_studio)
    problems = {type(each).__name__ for each in found if not isinstance(each, int)}
    assert problems - {"GivenUp"}
