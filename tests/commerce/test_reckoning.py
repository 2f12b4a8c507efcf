"""What is bought is what docs/money.md says, and coupons hold when twenty clients order at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.utils import timezone

from modules.commerce.models import Cart, CouponUse, Order, QuantityDiscount
from modules.commerce.money import frozen
from modules.commerce.services.orders import cancelling
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.jobs import doorbell
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.checkout.buying import BERLIN, buy, cart_of, live_at, put, set_up
from tests.commerce.committing import forget_jobs, together
from tests.commerce.factories import customer, shop
from tests.commerce.money.document import Row, examples
from tests.commerce.prices.factories import sell
from tests.commerce.selling import ask, coupon, profile, rate, tax_profile, tier

# The order of two rates, both discounts and shipping, and the parcels of B13.
BOTH, PARCELS = examples()[4], examples()[9]


def _type(who: Customer, code: str) -> None:
    Cart.objects.filter(pk=cart_of(who).pk).update(coupon=code)


@pytest.fixture
def bought(gallery: Gallery, carla: Person) -> Order:
    """Example 4, put into a cart and ordered."""
    who = customer(carla)
    prints = sell("print", 800, 2500, at=gallery)
    usual, books = tax_profile(is_usual=True), tax_profile("Books")
    rate(usual, "DE", "19")
    rate(books, "DE", "7")
    book = sell("product", 3900, in_shop=True, tax_profile=books)
    QuantityDiscount.objects.create(price_list=prints, threshold=5, percent=Decimal(10))
    ask(profile("Post", prints), {tier("small", 1): 690})
    small, large = prints.rows.all()
    put(who, small, gallery=gallery, quantity=4)
    put(who, large, gallery=gallery)
    put(who, book)
    coupon("SUMMER", kind="amount", amount=1000)
    _type(who, "SUMMER")
    live_at(who, shipping=BERLIN)
    return buy(who)


def _minor(row: Row, *columns: str) -> list[int]:
    return [BOTH.minor(row[column]) for column in columns]


def test_it_freezes_the_lines_that_the_document_says(bought: Order) -> None:
    columns = ("amount", "discount", "tax", "net", "pays")
    found = [
        [line.amount, line.discount, line.tax, line.net, line.gross]
        for line in [*bought.lines.all(), *bought.parcels.all()]
    ]
    assert found == [_minor(row, *columns) for row in BOTH.table("part")]


def test_it_freezes_the_sums_that_the_document_says(bought: Order) -> None:
    (sums,) = BOTH.table("goods")
    assert [getattr(bought, name) for name in sums] == _minor(sums, *sums)


def test_it_finds_the_taxes_again_from_what_is_frozen(bought: Order) -> None:
    taxes = frozen.sums_of([*bought.lines.all(), *bought.parcels.all()])
    assert [[tax.base, tax.amount] for tax in taxes] == [
        _minor(row, "net", "amount") for row in BOTH.table("tax")
    ]


def test_it_says_what_each_discount_was(bought: Order) -> None:
    line = bought.lines.all()[0]
    assert [each["name"] for each in line.discounts] == [
        "Quantity discount (−10 %)",
        "Coupon SUMMER",
    ]
    assert sum(each["amount"] for each in line.discounts) == line.discount


def test_it_keeps_what_was_ordered_when_rules_change(bought: Order) -> None:
    before = Order.objects.filter(pk=bought.pk).values().get()
    QuantityDiscount.objects.update(percent=Decimal(50))
    set_up(prices_include_tax=False)
    assert Order.objects.filter(pk=bought.pk).values().get() == before
    assert [line.gross for line in bought.lines.all()] == [
        BOTH.minor(row["pays"]) for row in BOTH.table("part")[:3]
    ]


def test_b13_it_orders_two_parcels(gallery: Gallery, carla: Person) -> None:
    who, (small, large) = customer(carla), (tier("small", 1), tier("large", 2))
    prints = sell("print", 1000, at=gallery, shipping_tier=small)
    framed = sell("print", 9000, at=gallery, shipping_tier=large)
    standard, expedited = profile("Standard", prints, framed), profile("Expedited", prints)
    ask(standard, {large: 1200, small: 400})
    ask(expedited, {large: 3000, small: 900})
    quick = sell("print", 1000, at=gallery, shipping_tier=small)
    quick.shipping_profiles.add(expedited)
    for sold, copies in ((framed, 1), (prints, 4), (quick, 2)):
        put(who, sold, gallery=gallery, quantity=copies)
    live_at(who, shipping=BERLIN)
    figures = next(row for row in PARCELS.table("to") if row["to"] == "DE")
    assert buy(who).shipping == PARCELS.minor(figures["together"])


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


def _shopping(number: int, gallery: Gallery, prints: object) -> Customer:
    who = customer(email=f"gast{number}@example.org")
    put(who, prints, gallery=gallery)  # type: ignore[arg-type]
    _type(who, "ONCE")
    return who


@pytest.mark.fault
def test_pay_12_it_places_one_order_with_a_coupon_for_one(studio: Studio) -> None:
    made = coupon("ONCE", most_uses=1)
    gallery = shop(None, photos=1)
    prints = sell("print", 1000, at=gallery)
    guests = [_shopping(number, gallery, prints) for number in range(20)]
    orders: list[Callable[[], Order]] = [lambda who=who: buy(who) for who in guests]  # type: ignore[misc]
    found = together(studio, *orders)
    reduced = [each for each in found if isinstance(each, Order) and each.discount]
    assert len(reduced) == made.uses.count() == 1
    assert Order.objects.filter(discount__gt=0).count() == 1


@pytest.mark.fault
def test_pay_12_it_gives_the_use_back_with_the_order(studio: Studio) -> None:
    made = coupon("ONCE", most_uses=1)
    gallery = shop(None, photos=1)
    prints = sell("print", 1000, at=gallery)
    first = buy(_shopping(1, gallery, prints))
    by = Person.objects.get(email="alice@example.org")
    cancelling.cancel(order=first, by=by, at=timezone.now(), tell_client=False)
    assert CouponUse.objects.get().released_at
    assert buy(_shopping(2, gallery, prints)).discount == 100
    assert made.uses.filter(released_at=None).count() == 1
