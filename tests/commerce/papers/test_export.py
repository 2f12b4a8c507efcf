"""Orders as CSV and XLSX: every line, its shares, and sums that are the orders' to the cent."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client as Browser

from modules.commerce.exporting import figures
from modules.commerce.models import Document, Order, OrderLine
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.commerce.papers import orders

Open = Callable[..., Browser]
Row = dict[str, Any]


def read_csv(body: bytes) -> list[Row]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def read_xlsx(body: bytes) -> list[Row]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


READ = {"csv": read_csv, "xlsx": read_xlsx}


def fetch(browser: Browser, kind: str, query: str = "") -> list[Row]:
    answer = browser.get(f"/studio/orders/export/?format={kind}{query}")
    assert answer.status_code == 200
    return READ[kind](body_of(answer))


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_row_151_it_says_everything_of_a_line(
    kind: str, invoice: Document, acme: Studio, bob: Person, browser: Open
) -> None:
    refund = orders.give_back(invoice.order, 1000)
    (row,) = fetch(browser(acme, bob), kind)
    line = invoice.order.lines.get()
    assert line.gallery is not None
    assert (str(row["Order"]), row["Client"], row["E-mail"]) == (
        str(invoice.order.number), invoice.order.name, "carla@example.org"
    )  # fmt: skip
    assert (row["Name"], row["Gallery"], row["Price list"], row["Row"], str(row["Quantity"])) == (
        line.name, line.gallery.title, "Print", "13 × 18 cm", "3"
    )  # fmt: skip
    assert (Decimal(str(row["Net"])), Decimal(str(row["Tax"]))) == (euro(line.net), euro(line.tax))
    assert Decimal(str(row["Shipping"])) == euro(490)
    assert Decimal(str(row["Total"])) == euro(invoice.order.total)
    assert Decimal(str(row["Given back"])) == euro(refund.amount)
    assert (row["Paid how"], row["Papers"]) == ("directly to the studio", "INV-1, C-1")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ['=HYPERLINK("http://127.0.0.1")', "+1", "-1", "@x", "\t=1"])
def test_it_lets_no_name_become_a_formula(
    name: str, kind: str, order: Order, acme: Studio, bob: Person, browser: Open
) -> None:
    Order.objects.update(name=name)
    answer = browser(acme, bob).get(f"/studio/orders/export/?format={kind}")
    body = body_of(answer)
    (row,) = READ[kind](body)
    if kind == "csv":
        assert row["Client"] == f"'{name}"
    else:
        cells = openpyxl.load_workbook(io.BytesIO(body)).active["C2:C2"]
        assert (cells[0][0].value.strip(), cells[0][0].data_type) == (name.strip(), "s")


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 1), ("&since=2100-01-01", 0), ("&until=2000-01-01", 0),
     ("&since=2000-01-01&until=2100-01-01", 1)],
)  # fmt: skip
def test_it_takes_the_period(
    query: str, found: int, order: Order, acme: Studio, bob: Person, browser: Open
) -> None:
    assert len(fetch(browser(acme, bob), "csv", query)) == found


def test_it_refuses_a_period_that_ends_before_it_begins(
    inside_acme: Studio, bob: Person, browser: Open
) -> None:
    url = "/studio/orders/export/?format=csv&since=2026-02-01&until=2026-01-01"
    answer = browser(inside_acme, bob).get(url)
    assert answer.status_code == 422
    assert "before the first" in answer.content.decode()


def test_it_takes_a_day_of_the_studios_time_zone(order: Order) -> None:
    first, last = order.placed_at, order.placed_at
    assert list(figures.of_orders(since=first, until=None))
    assert not list(figures.of_orders(since=None, until=last))


def test_it_shows_a_parcel_that_has_no_line_left(order: Order) -> None:
    OrderLine.objects.update(parcel=None)
    rows = list(figures.of_orders(since=None, until=None))
    assert [row.line is None for row in rows] == [False, True]
    assert sum(row.total for row in rows) == order.total


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_holds_only_some_orders_at_a_time(
    kind: str, inside_acme: Studio, bob: Person, browser: Open
) -> None:
    make_many(first=1, orders=100)
    little = peak(browser(inside_acme, bob), kind, lines=2_000)
    make_many(first=101, orders=400)
    much = peak(browser(inside_acme, bob), kind, lines=10_000)
    assert much < little * 1.3 + 1_000_000


def make_many(*, first: int, orders: int, each: int = 20) -> None:
    visitor = Visitor.objects.create()
    made = Order.objects.bulk_create(
        Order(number=n, visitor=visitor, email="gast@example.org", currency="EUR", goods=100 * each,
              total=100 * each, payment="paid", placement_key=f"key {n}",
              placed_at="2026-11-22T12:00:00Z")
        for n in range(first, first + orders)
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(order=order, kind="product", name=f"Album {n}", unit_price=100, amount=100)
        for order in made
        for n in range(each)
    )


def peak(browser: Browser, kind: str, *, lines: int) -> int:
    """The most memory of Python that one export takes, in bytes."""
    tracemalloc.start()
    answer: Any = browser.get(f"/studio/orders/export/?format={kind}")
    size = sum(len(chunk) for chunk in answer.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > lines * 5
    return most


def euro(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
