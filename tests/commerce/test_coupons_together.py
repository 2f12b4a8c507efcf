"""PAY-12: many clients use one coupon at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.test import override_settings

from modules.commerce.models import Coupon, CouponUse, Order
from modules.commerce.services.costs import discounts
from modules.commerce.services.costs.discounts import CouponRefused
from safelight.jobs import doorbell
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs, together
from tests.commerce.factories import customer, place, shop
from tests.commerce.selling import coupon

CLIENTS = 20


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


def _orders(*emails: str) -> list[Order]:
    gallery = shop(None, photos=1)
    return [place(customer(email=email), gallery) for email in emails]


def _use(order: Order, made: Coupon) -> Callable[[], CouponUse]:
    def use() -> CouponUse:
        with transaction.atomic():
            return discounts.use_coupon(order=order, coupon=made)

    return use


def _meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has counted the uses waits a moment for others who have counted the same."""
    point = threading.Barrier(4)
    check = discounts._check_uses

    def meet(made: Coupon, email: str) -> None:
        check(made, email)
        with suppress(threading.BrokenBarrierError):
            point.wait(1)

    monkeypatch.setattr(discounts, "_check_uses", meet)


def _one_use_for_twenty(studio: Studio) -> None:
    made = coupon(most_uses=1)
    orders = _orders(*[f"gast{number}@example.org" for number in range(CLIENTS)])
    found = together(studio, *[_use(order, made) for order in orders])
    assert CouponUse.objects.filter(released_at=None).count() == 1
    assert sum(isinstance(each, CouponUse) for each in found) == 1
    refused = [each.sentence for each in found if isinstance(each, CouponRefused)]
    assert refused == ["This coupon has been used up."] * (CLIENTS - 1)


@pytest.mark.fault
def test_pay_12_it_is_used_once_by_twenty_at_the_same_moment(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meeting(monkeypatch)
    _one_use_for_twenty(studio)


@pytest.mark.fault
def test_pay_12_it_would_be_used_too_often_without_the_lock(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meeting(monkeypatch)
    with (
        override_settings(RELIABILITY_DISABLE={"locks"}),
        pytest.raises(AssertionError, match="== 1"),
    ):
        _one_use_for_twenty(studio)
    assert CouponUse.objects.count() > 1


@pytest.mark.fault
def test_pay_12_it_is_used_as_often_as_it_may_be_and_once_by_each(studio: Studio) -> None:
    made = coupon(most_uses=5, once_a_client=True)
    emails = [f"gast{number % 4}@example.org" for number in range(CLIENTS)]
    together(studio, *[_use(order, made) for order in _orders(*emails)])
    used = list(CouponUse.objects.values_list("email", flat=True))
    assert sorted(used) == sorted(set(emails))


@pytest.mark.fault
def test_pay_12_it_can_be_used_again_as_often_as_it_was_given_back(studio: Studio) -> None:
    made = coupon(most_uses=1)
    first, *others = _orders(*[f"gast{number}@example.org" for number in range(6)])
    _use(first, made)()
    discounts.give_back(order=first, at=first.placed_at)
    together(studio, *[_use(order, made) for order in others])
    assert made.uses.filter(released_at=None).count() == 1
