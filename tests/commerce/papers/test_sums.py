"""PAY-17 from the cart to the ledger: page = API = invoice = export, every number."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.test import Client as Browser

from modules.commerce.exporting import figures
from modules.commerce.models import Cart, Document, Order, PriceList
from modules.commerce.services import paying
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.paying import parts as paying_parts
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.commerce import selling
from tests.commerce.checkout import buying
from tests.commerce.factories import customer, photos_of
from tests.commerce.papers import orders, telling
from tests.commerce.papers.telling import Told
from tests.commerce.prices.factories import offer, sell
from tests.commerce.test_business import PARIS

# More of them, to be surer, with SUMS_ORDERS=100.
ORDERS = int(os.environ.get("SUMS_ORDERS", "4"))
CODES = ["", "", "PART", "SUM", "POSTFREE", "TAXFREE", "SOMEFREE"]


def stock_up(random: Random, gallery: Gallery) -> None:
    """Prints by parcel with a discount by quantity, downloads, rates of tax, every coupon."""
    usual, books = selling.tax_profile(is_usual=True), selling.tax_profile("Books")
    selling.rate(usual, "DE", random.choice(["19", "7", "8.1", "33.3333"]))
    selling.rate(books, "DE", "7", name="Reduced")
    for each in (usual, books):
        selling.rate(each, "FR", "20", name="TVA")
    small = selling.tier("Small", 1)
    prints = sell("print", random.randint(1, 9999), at=gallery, shipping_tier=small)
    prints.discounts.create(threshold=2, percent=random.choice(["5", "12.5", "33.3333"]))
    selling.ask(selling.profile("Parcel", prints), {small: random.randint(0, 999)})
    files = sell("download", random.randint(1, 9999), tax_profile=books)
    offer(files, gallery)
    selling.coupon("PART", kind="percent", percent=random.choice(["10", "33.3333"]))
    selling.coupon("SUM", kind="amount", amount=random.randint(1, 5000))
    selling.coupon("POSTFREE", kind="shipping", is_automatic=True)
    selling.coupon("TAXFREE", kind="tax").price_lists.add(random.choice([prints, files]))
    selling.coupon("SOMEFREE", kind="bundle", buys=1, gets=1, is_automatic=True)


def fill_cart(random: Random, who: Customer, gallery: Gallery) -> None:
    """Something of everything; to Berlin, or to a company in Paris."""
    prints, files = (PriceList.objects.get(kind=kind) for kind in ("print", "download"))
    for photo in random.sample(photos_of(gallery), random.randint(1, 3)):
        buying.put(who, prints, gallery=gallery, photo=photo, quantity=random.randint(1, 5))
    for photo in random.sample(photos_of(gallery), random.randint(0, 3)):
        buying.put(who, files, gallery=gallery, photo=photo)
    Cart.objects.filter(visitor=who.visitor).update(coupon=random.choice(CODES))
    buying.live_at(who, shipping=random.choice([buying.BERLIN, buying.BERLIN, PARIS]))
    if buying.look(who).coupon_problem:  # Not for what is in it.
        Cart.objects.filter(visitor=who.visitor).update(coupon="")


@pytest.mark.parametrize(("currency", "inside"), [("EUR", True), ("JPY", False), ("KWD", True)])
def test_pay_17_it_says_the_same_sums_everywhere(
    currency: str, inside: bool, gallery: Gallery, acme: Studio, carla: Person, alice: Person,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    random = Random(f"{currency} {inside}")  # noqa: S311 - the same orders each time
    SiteSettings.objects.update(currency=currency)
    orders.set_up(prices_include_tax=inside)
    stock_up(random, gallery)
    who, client = customer(carla), browser(acme, carla)
    for _number in range(ORDERS):
        fill_cart(random, who, gallery)
        told = telling.by_quote(buying.look(who))
        compare_cart(told, client, currency, inside=inside)
        placed = buying.buy(who)
        compare_order(told, placed, client)
        compare_papers(told, placed, orders.pay(placed, alice))
        give_back(random, placed)
    rows = list(figures.of_orders(since=None, until=None))
    assert sum(row.total for row in rows) == sum(each.total for each in Order.objects.all())


def compare_cart(told: Told, client: Browser, currency: str, *, inside: bool) -> None:
    assert telling.by_cart_api(json.loads(client.get("/api/v1/cart/").content), told) == told
    wanted = telling.totals_for(told, currency, inside=inside)
    for path in ("/cart/", "/checkout/"):
        page = client.get(path).content.decode()
        assert [amount for _name, amount in telling.totals_of(page)] == wanted, path
        assert telling.prices_of(page) == [
            telling.shown(part.amount, currency) for part in told.lines
        ]


def compare_order(told: Told, order: Order, client: Browser) -> None:
    api = json.loads(client.get(f"/api/v1/orders/{order.public_id}/").content)
    assert telling.by_order_api(api) == told
    page = client.get(f"/orders/{order.public_id}/").content.decode()
    names, amounts = zip(*telling.totals_of(page)[:-1], strict=True)  # The last is no sum.
    inside = order.prices_include_tax
    assert list(amounts) == telling.totals_for(told, order.currency, inside=inside)
    for rate in telling.names_of_rates(told):
        assert any(rate in name for name in names)
    assert telling.lines_of(page, "order-line") == telling.order_lines_for(order)


def compare_papers(told: Told, order: Order, invoice: Document) -> None:
    assert telling.by_invoice(invoice.data) == told
    until = order.placed_at + timedelta(microseconds=1)
    rows = list(figures.of_orders(since=order.placed_at, until=until))
    assert telling.by_export(rows, told) == told


def give_back(random: Random, order: Order) -> None:
    """Some of it, in some steps; never more than was paid, and all papers say as much."""
    for step in range(random.randint(0, 3)):
        left = sum(part.amount for part in paying_parts.everything_left(order))
        if left:
            orders.give_back(order, random.randint(1, left), key=f"{order.number} {step}")
    left = sum(part.amount for part in paying_parts.everything_left(order))
    with pytest.raises(paying_parts.MoreThanLeft):
        paying.of_amount(order, left + 1)
    given = [each.amount for each in order.refunds.all()]
    notes = [paper.data["total"] for paper in order.documents.filter(kind="credit_note")]
    until = order.placed_at + timedelta(microseconds=1)
    rows = figures.of_orders(since=order.placed_at, until=until)
    assert sum(row.refunded for row in rows) == sum(given) == sum(notes) == order.total - left
