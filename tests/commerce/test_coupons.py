"""Coupons (rows 154 to 156): what they are good for, when, for whom, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import CouponUse, Order, PriceList
from modules.commerce.money.basket import CouponTerms
from modules.commerce.services.costs import discounts
from modules.commerce.services.costs.discounts import CouponRefused, Fit, Sold
from modules.gallery.models import Gallery
from tenants.models import Studio
from tests.commerce.selling import coupon, price_list
from tests.gallery.factories import make_gallery

NOW = timezone.now()
CARLA = "carla@example.org"


@pytest.fixture
def prints(inside_acme: Studio) -> PriceList:
    return price_list()


def _sold(*lists: PriceList, amount: int = 1000, at: Gallery | None = None) -> list[Sold]:
    return [
        Sold(number, each.pk, at.pk if at else None, amount) for number, each in enumerate(lists)
    ]


def _ask(
    lines: Sequence[Sold], code: str = "SUMMER", *, at: datetime = NOW, email: str = CARLA
) -> Fit:
    return discounts.coupon_for(code, lines=lines, email=email, at=at)


def _refused(lines: Sequence[Sold], **asked: Any) -> str:
    with pytest.raises(CouponRefused) as refused:
        _ask(lines, **asked)
    return refused.value.sentence


def test_it_takes_a_code_however_it_is_typed(prints: PriceList) -> None:
    made = coupon()
    assert _ask(_sold(prints), " sum mer ").coupon == made


def test_it_says_what_the_coupon_takes_off(prints: PriceList) -> None:
    coupon(kind="amount", amount=500)
    found = _ask(_sold(prints))
    assert found.terms == CouponTerms("amount", amount=500, code="SUMMER")
    assert found.keys == {0}


@pytest.mark.usefixtures("prints")
@pytest.mark.parametrize("code", ["", "WINTER", "SUMMER2", "%", "\0"])
def test_it_knows_no_other_code(code: str) -> None:
    coupon()
    assert "no such coupon" in _refused(_sold(price_list()), code=code)


def test_it_holds_from_its_first_moment_to_its_last(prints: PriceList) -> None:
    hour = timedelta(hours=1)
    coupon(starts_at=NOW, ends_at=NOW + hour)
    assert "not hold yet" in _refused(_sold(prints), at=NOW - timedelta(microseconds=1))
    assert _ask(_sold(prints), at=NOW)
    assert "has ended" in _refused(_sold(prints), at=NOW + hour)


def test_it_asks_for_the_minimum_of_what_it_is_good_for(prints: PriceList) -> None:
    other = price_list("product")
    coupon(minimum=2000).price_lists.add(prints)
    assert "€20.00" in _refused(_sold(prints, other))
    assert _ask(_sold(prints, prints, other)).keys == {0, 1}


def test_it_is_good_for_its_lists_alone(prints: PriceList) -> None:
    other = price_list("download")
    coupon().price_lists.add(other)
    assert _ask(_sold(prints, other)).keys == {1}
    assert "not for anything" in _refused(_sold(prints))


def test_it_is_good_for_its_galleries_and_those_in_them(prints: PriceList) -> None:
    above = make_gallery(title="Wedding")
    below, beside = make_gallery(title="Party", parent=above), make_gallery(title="Other")
    coupon().galleries.add(above)
    assert _ask(_sold(prints, at=below)).keys == {0}
    assert "not for anything" in _refused(_sold(prints, at=beside))


def test_it_is_not_for_what_is_ordered_for_nothing(inside_acme: Studio) -> None:
    coupon()
    assert "not for anything" in _refused([Sold(1, None, 1, 0)])


def test_it_is_used_up(prints: PriceList, order: Order) -> None:
    made = coupon(most_uses=1)
    discounts.use_coupon(order=order, coupon=made)
    assert "used up" in _refused(_sold(prints), email="gast@example.org")


def test_it_is_used_once_by_a_client_however_the_address_is_written(
    prints: PriceList, order: Order
) -> None:
    made = coupon(once_a_client=True)
    discounts.use_coupon(order=order, coupon=made)
    assert "already" in _refused(_sold(prints), email=" Carla@Example.org")
    assert _ask(_sold(prints), email="gast@example.org")
    assert _ask(_sold(prints), email="")


def test_it_cannot_be_used_any_more_once_it_has_ended(order: Order) -> None:
    made = coupon(ends_at=order.placed_at)
    with pytest.raises(CouponRefused, match="ended"):
        discounts.use_coupon(order=order, coupon=made)
    assert not CouponUse.objects.exists()


def test_it_gives_a_use_back_once(prints: PriceList, order: Order) -> None:
    made = coupon(most_uses=1, once_a_client=True)
    discounts.use_coupon(order=order, coupon=made)
    assert discounts.give_back(order=order, at=NOW)
    assert not discounts.give_back(order=order, at=NOW + timedelta(hours=1))
    assert CouponUse.objects.get().released_at == NOW
    assert _ask(_sold(prints)).coupon == made
