"""T12: money goes back, in part or whole; nothing is cancelled by it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.delivery import rights
from modules.commerce.services.paying import MoreThanLeft
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states


def _refund(order: Order, by: Person, amount: int, key: str) -> None:
    paying.refund(
        order=order, parts=paying.of_amount(order, amount), reason="", by=by, key=key,
        at=timezone.now(),
    )  # fmt: skip
    order.refresh_from_db()


def test_t12_it_gives_a_part_back_and_cancels_nothing(paid: Order, alice: Person) -> None:
    drain()
    before = states(paid)
    _refund(paid, alice, 1000, "part")
    assert (paid.payment, paid.life) == ("partially_refunded", "open")
    assert states(paid) == before
    assert rights.may_fetch(paid)
    assert len(mails("order_refunded")) == 1


def test_t12_it_gives_everything_back_and_the_files_end(paid: Order, alice: Person) -> None:
    drain()
    _refund(paid, alice, paid.total, "whole")
    assert (paid.payment, paid.life) == ("refunded", "open")
    assert not rights.may_fetch(paid)


def test_t12_it_gives_back_once_for_a_key(paid: Order, alice: Person) -> None:
    _refund(paid, alice, 1000, "form")
    before = seen(paid)
    _refund(paid, alice, 1000, "form")
    assert seen(paid) == before
    assert paid.refunds.count() == 1


def test_t12_it_gives_back_nothing_that_never_came(unpaid: Order, alice: Person) -> None:
    before = seen(unpaid)
    with pytest.raises(MoreThanLeft):
        _refund(unpaid, alice, 1000, "form")
    assert seen(unpaid) == before


def test_t12_it_gives_back_no_more_than_came(paid: Order, alice: Person) -> None:
    _refund(paid, alice, paid.total, "all")
    before = seen(paid)
    with pytest.raises(MoreThanLeft):
        _refund(paid, alice, 1, "more")
    assert seen(paid) == before
