"""Reports add up to what orders are, and to the export of orders, whatever they are sorted by."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from modules.agency.models import Contributor, Credit, LedgerEntry
from modules.agency.models.shares import Allocation, SharedSale
from modules.agency.services.reports import dimensions, reading
from modules.agency.services.reports.periods import Span, period
from modules.agency.services.reports.positions import Asked
from modules.commerce.exporting import figures
from modules.commerce.models import Order, OrderItem
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tests.commerce.checkout import buying
from tests.commerce.factories import customer, photos_of
from tests.commerce.papers import orders, test_sums
from tests.commerce.prices.factories import sell

BERLIN = ZoneInfo("Europe/Berlin")


def asked(*, unpaid: bool = True, day: date | None = None) -> dict[str, Any]:
    """The parameters of a report of some days round this one, today without any."""
    day = day or timezone.now().date()
    days = period(Span.DAYS, today=day, first=day - timedelta(days=2), last=day + timedelta(days=2))
    return Asked(period=days, zone=BERLIN, unpaid=unpaid).parameters()


def exported() -> dict[str, int]:
    rows = list(figures.of_orders(since=None, until=None))
    return {
        "gross": sum(row.gross for row in rows),
        "shipping": sum(row.shipping for row in rows),
        "tax": sum(row.tax + row.shipping_tax for row in rows),
        "refunded": sum(row.refunded for row in rows),
    }


@pytest.mark.parametrize(("currency", "inside"), [("EUR", True), ("KWD", False)])
def test_it_adds_up_to_the_export_of_orders(
    currency: str, inside: bool, gallery: Gallery, carla: Person, alice: Person
) -> None:
    random = Random(currency)  # noqa: S311 - the same orders each time
    SiteSettings.objects.update(currency=currency)
    orders.set_up(prices_include_tax=inside)
    test_sums.stock_up(random, gallery)
    who = customer(carla)
    for _number in range(3):
        test_sums.fill_cart(random, who, gallery)
        placed = buying.buy(who)
        orders.pay(placed, alice)
        test_sums.give_back(random, placed)
    parameters, wanted = asked(), exported()
    found = reading.by_day(parameters)[currency].total
    assert (wanted, 3) == ({name: getattr(found, name) for name in wanted}, found.orders)
    for dimension in dimensions.ALL.values():
        rows = reading.by(dimension, parameters, currency=currency)
        sums = reading.total(row.now for row in rows)
        assert wanted == {name: getattr(sums, name) for name in wanted}, dimension.name
        assert sums.remains == found.remains


def test_it_leaves_no_tax_where_all_was_given_back(
    gallery: Gallery, carla: Person, alice: Person
) -> None:
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    orders.pay(placed, alice)
    for number, amount in enumerate((1001, placed.total - 1001)):
        orders.give_back(placed, amount, key=f"{number}")
    found = reading.by_day(asked())["EUR"].total
    assert (found.refunded, found.kept_tax, found.remains) == (placed.total, 0, 0)


def test_it_counts_what_is_paid_alone_unless_asked(gallery: Gallery, carla: Person) -> None:
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    assert reading.by_day(asked(unpaid=False)) == {}
    assert reading.by_day(asked())["EUR"].total.sales == placed.total


def test_it_parts_a_whole_gallery_by_whose_work_was_sold(gallery: Gallery, carla: Person) -> None:
    placed = sell_whole(gallery, carla)
    rows = {row.label: row.now for row in _by("photographer")}
    assert {name: row.gross for name, row in rows.items()} == {
        "Ada": 667, "Ben": 333
    }  # fmt: skip
    assert sum(row.sales for row in rows.values()) == placed.total == 1000


def test_it_takes_off_what_contributors_are_owed(gallery: Gallery, carla: Person) -> None:
    placed = sell_whole(gallery, carla)
    first, ada = Allocation.objects.earliest("pk"), Contributor.objects.get(name="Ada")
    for number, amount in enumerate((250, -50)):
        LedgerEntry.objects.create(
            contributor=ada, kind="earned", amount=amount, currency="EUR",
            allocation=first, at=placed.placed_at, written_at=placed.placed_at, key=f"{number}",
        )  # fmt: skip
    rows = {row.label: row.now for row in _by("photographer")}
    assert (rows["Ada"].share, rows["Ben"].share) == (200, 0)
    assert rows["Ada"].remains == 667 - 200
    assert reading.by_day(asked())["EUR"].total.remains == placed.total - 200


def test_it_names_who_is_credited_where_nothing_was_written_down(
    gallery: Gallery, carla: Person
) -> None:
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    ada = Contributor.objects.create(name="Ada")
    Credit.objects.create(photo=photos_of(gallery)[0], contributor=ada)
    rows = {row.label: row.now.sales for row in _by("photographer")}
    assert rows == {"Ada": placed.total - 490, "Shipping": 490}


def test_it_shows_the_orders_behind_a_row(gallery: Gallery, carla: Person) -> None:
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    dimension = dimensions.ALL["gallery"]
    (row, _shipping) = reading.by(dimension, asked(), currency="EUR")
    found = reading.orders_behind(dimension, row.key, asked(), currency="EUR")
    assert [(each.number, each.figures.sales) for each in found] == [
        (placed.number, row.now.sales)
    ]  # fmt: skip
    none = reading.orders_behind(
        dimension, row.key, asked(), currency="EUR", below=placed.number
    )  # fmt: skip
    assert none == []


def test_it_compares_with_the_days_before(gallery: Gallery, carla: Person) -> None:
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    later = asked(day=placed.placed_at.date() + timedelta(days=5))
    found = reading.by_day(later)["EUR"]
    assert (found.total.sales, found.total_before.sales) == (0, placed.total)


def test_it_sees_no_cost_where_no_module_knows_one(gallery: Gallery, carla: Person) -> None:
    sell_whole(gallery, carla)
    assert asdict(reading.by_day(asked())["EUR"].total)["cost"] == 0


def sell_whole(gallery: Gallery, carla: Person) -> Order:
    """The gallery for 10.00, its first two photos by Ada and the third by Ben."""
    orders.set_up()
    whole = sell("gallery", 1000, at=gallery)
    who = customer(carla)
    buying.put(who, whole, gallery=gallery)
    placed = buying.buy(who)
    ada, ben = (Contributor.objects.create(name=name) for name in ("Ada", "Ben"))
    sale = SharedSale.objects.create(order=placed, recorded_at=placed.placed_at)
    for item, contributor in zip(OrderItem.objects.order_by("pk"), (ada, ada, ben), strict=True):
        Allocation.objects.create(
            sale=sale, item=item, line=item.line, contributor=contributor, file_name=item.name,
            order_number=placed.number, net=333, currency="EUR", sold_at=placed.placed_at,
        )  # fmt: skip
    return placed


def _by(name: str) -> list[reading.Row]:
    return reading.by(dimensions.ALL[name], asked(), currency="EUR")
