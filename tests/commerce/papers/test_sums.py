"""PAY-17 from the cart to the ledger: page = API = invoice = export, to the last unit."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
from django.test import Client as Browser

from modules.commerce.exporting import figures
from modules.commerce.models import Cart, Document, Order, PriceList
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from safelight.web.templatetags.web import money
from tenants.models import Studio
from tests.commerce import selling
from tests.commerce.checkout import buying
from tests.commerce.factories import customer, photos_of
from tests.commerce.papers import orders
from tests.commerce.prices.factories import offer, sell

ORDERS = 8


def stock_up(random: Random, gallery: Gallery) -> None:
    """Prints by parcel with a discount by quantity, downloads, two rates of tax, a coupon."""
    usual = selling.tax_profile(is_usual=True)
    selling.rate(usual, "DE", random.choice(["19", "7", "8.1", "33.3333"]))
    books = selling.tax_profile("Books")
    selling.rate(books, "DE", "7", name="Reduced")
    small = selling.tier("Small", 1)
    prints = sell("print", random.randint(1, 9999), at=gallery, shipping_tier=small)
    prints.discounts.create(threshold=2, percent=random.choice(["5", "12.5", "33.3333"]))
    selling.ask(selling.profile("Parcel", prints), {small: random.randint(0, 999)})
    files = sell("download", random.randint(1, 9999), tax_profile=books)
    offer(files, gallery)
    selling.coupon("PART", kind="percent", percent=random.choice(["10", "33.3333"]))
    selling.coupon("SUM", kind="amount", amount=random.randint(1, 5000))


def order_something(random: Random, who: Customer, gallery: Gallery) -> Order:
    prints, files = (PriceList.objects.get(kind=kind) for kind in ("print", "download"))
    for photo in random.sample(photos_of(gallery), random.randint(1, 3)):
        buying.put(who, prints, gallery=gallery, photo=photo, quantity=random.randint(1, 5))
    for photo in random.sample(photos_of(gallery), random.randint(0, 3)):
        buying.put(who, files, gallery=gallery, photo=photo)
    code = random.choice(["", "PART", "SUM"])
    Cart.objects.filter(visitor=who.visitor).update(coupon=code)
    buying.live_at(who, shipping=buying.BERLIN)
    return buying.buy(who)


@pytest.mark.parametrize(("currency", "inside"), [("EUR", True), ("JPY", False), ("KWD", True)])
def test_pay_17_it_says_the_same_sums_everywhere(
    currency: str, inside: bool, gallery: Gallery, acme: Studio, carla: Person, alice: Person,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    random = Random(f"{currency} {inside}")  # noqa: S311 - the same orders each time
    SiteSettings.objects.update(currency=currency)
    orders.set_up(prices_include_tax=inside)
    stock_up(random, gallery)
    for _number in range(ORDERS):
        placed = order_something(random, customer(carla), gallery)
        invoice = orders.pay(placed, alice)
        if placed.total > 1:
            orders.give_back(placed, random.randint(1, placed.total), key=f"{placed.number}")
        compare(placed, invoice, browser(acme, carla))
    rows = list(figures.of_orders(since=None, until=None))
    assert sum(row.total for row in rows) == sum(each.total for each in Order.objects.all())


def compare(order: Order, invoice: Document, client: Browser) -> None:
    said = invoice.data
    rows = [row for row in figures.of_orders(since=None, until=None) if row.order == order]
    api = json.loads(client.get(f"/api/v1/orders/{order.public_id}/").content)["total"]
    page = client.get(f"/orders/{order.public_id}/").content.decode()
    assert api == {"amount": order.total, "currency": order.currency}
    assert money(order.total, order.currency) in page
    parts = [*said["lines"], *said["parcels"]]
    assert sum(part["gross"] for part in parts) == said["total"] == order.total
    assert sum(part["net"] for part in parts) == said["net"] == order.total - order.tax
    assert sum(rate["tax"] for rate in said["taxes"]) == said["tax"] == order.tax
    assert sum(row.total for row in rows) == order.total
    assert sum(row.tax + row.shipping_tax for row in rows) == order.tax
    given_back = [each.amount for each in order.refunds.all()]
    notes = [paper.data["total"] for paper in order.documents.filter(kind="credit_note")]
    assert sum(row.refunded for row in rows) == sum(given_back) == sum(notes)
