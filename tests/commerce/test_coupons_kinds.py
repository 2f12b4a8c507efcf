"""Row 155: coupons that come by themselves, spare the tax, or give some copies."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from modules.commerce.models import Cart, Coupon, CouponUse, PriceList
from modules.commerce.services.costs import discounts
from modules.commerce.services.costs.discounts import CouponRefused, Sold
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import BERLIN, buy, cart_of, live_at, look, put
from tests.commerce.factories import customer
from tests.commerce.money.document import examples
from tests.commerce.prices.factories import sell
from tests.commerce.selling import ask, coupon, profile, rate, tax_profile, tier

CAME = examples()[13]


@pytest.fixture
def prints(gallery: Gallery) -> PriceList:
    made = sell("print", 800, 2500, at=gallery)
    ask(profile("Post", made), {tier("small", 1): 690})
    rate(tax_profile(is_usual=True), "DE", "19")
    return made


@pytest.fixture
def who(prints: PriceList, gallery: Gallery, carla: Person) -> Customer:
    """The cart of example 13."""
    buyer, (small, large) = customer(carla), prints.rows.all()
    put(buyer, small, gallery=gallery, quantity=4)
    put(buyer, large, gallery=gallery)
    live_at(buyer, shipping=BERLIN)
    return buyer


def _three() -> dict[str, Coupon]:
    return {
        "25 %": coupon("QUARTER", kind="percent", percent=25, is_automatic=True),
        "one free for four": coupon("FIFTH", kind="bundle", buys=4, gets=1, is_automatic=True),
        "free shipping": coupon("POST", kind="shipping", is_automatic=True),
    }


def test_row_155_it_uses_the_coupon_with_which_the_client_pays_least(who: Customer) -> None:
    made, pays = _three(), []
    for row in reversed(CAME.table("coupon")):
        quote = look(who)
        assert quote.coupon is not None
        assert quote.coupon.coupon == made[row["coupon"]]
        pays.append(quote.priced.total == CAME.minor(row["pays"]))
        Coupon.objects.filter(pk=made[row["coupon"]].pk).update(ends_at=timezone.now())
    assert pays == [True] * 3
    assert look(who).coupon is None


def test_it_uses_what_was_typed_instead(who: Customer) -> None:
    _three()
    coupon("ONE", kind="amount", amount=100)
    Cart.objects.filter(pk=cart_of(who).pk).update(coupon="ONE")
    assert (look(who).coupon_code, look(who).priced.discount) == ("ONE", 100)
    Cart.objects.filter(pk=cart_of(who).pk).update(coupon="NONE")
    assert look(who).coupon is None
    assert "no such coupon" in look(who).coupon_problem


def test_it_takes_a_use_of_what_came_by_itself(who: Customer) -> None:
    made = coupon("ONCE", is_automatic=True, most_uses=1)
    order = buy(who)
    assert (order.discount, CouponUse.objects.get().coupon) == (570, made)
    assert discounts.automatic(lines=[Sold(1, 1, None, 5)], email="", at=timezone.now()) == []


def test_it_spares_the_tax_and_keeps_which(who: Customer) -> None:
    coupon("TAXFREE", kind="tax", is_automatic=True)
    order = buy(who)
    # 32.00 and 25.00 with 5.11 and 3.99 inside, and the parcel's 6.90 with 1.10.
    assert (order.discount, order.tax, order.total) == (1020, 0, 5370)
    small = order.lines.all()[0]
    assert small.taxes == [
        {"name": "VAT", "percent": "19.0000", "amount": 0, "exempt": "coupon"}
    ]  # fmt: skip
    assert small.discounts[0]["name"] == "Coupon TAXFREE (VAT 19 % not charged)"


def test_it_taxes_a_parcel_with_something_else_in_it(
    who: Customer, prints: PriceList, gallery: Gallery
) -> None:
    other = sell("print", 1190, at=gallery)
    other.shipping_profiles.set(prints.shipping_profiles.all())
    put(who, other, gallery=gallery)
    coupon("TAXFREE", kind="tax", is_automatic=True).price_lists.add(prints)
    quote = look(who)
    assert quote.priced.tax == 190 + 110
    assert [line.priced.tax for line in quote.lines if line.priced] == [0, 0, 190]


def test_it_gives_the_cheapest_copies(who: Customer) -> None:
    coupon("THREE42", kind="bundle", buys=2, gets=1, is_automatic=True)
    small, large = buy(who).lines.all()
    assert (small.discount, large.discount) == (800, 0)
    assert small.discounts[0]["name"] == "Coupon THREE42 (1 copy free)"


def test_it_asks_for_as_many_copies_as_it_needs(prints: PriceList) -> None:
    coupon("THREE42", kind="bundle", buys=2, gets=1)
    lines = [Sold(1, prints.pk, None, 800, 2), Sold(2, prints.pk, None, 0, 5)]
    with pytest.raises(CouponRefused, match="from 3 copies on"):
        discounts.coupon_for("THREE42", lines=lines, email="", at=timezone.now())
    assert discounts.coupon_for(
        "THREE42", lines=[Sold(1, prints.pk, None, 1200, 3)], email="", at=timezone.now()
    ).keys == {1}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "bundle"}, {"kind": "bundle", "buys": 2}, {"kind": "bundle", "buys": 0, "gets": 1},
        {"kind": "tax", "percent": 5}, {"kind": "percent"}, {"kind": "amount"},
        {"kind": "percent", "percent": 5, "buys": 1, "gets": 1},
    ],
)  # fmt: skip
@pytest.mark.usefixtures("inside_acme")
def test_it_keeps_no_coupon_of_two_kinds(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        coupon(**fields)
