"""The pages of reports: what the address asks for, plots, the orders behind a row, files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer
from tests.commerce.papers import orders

Open = Callable[..., Browser]
URL = "/studio/reports/"


@pytest.fixture
def sold(gallery: Gallery, carla: Person, alice: Person) -> Order:
    """64.87 EUR, 4.90 of it for shipping."""
    Gallery.objects.update(title="=HYPERLINK(1)")
    orders.set_up()
    placed = orders.bought(customer(carla), gallery)
    orders.pay(placed, alice)
    return placed


@pytest.fixture
def team(sold: Order, acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def page(team: Browser, query: str = "") -> str:
    answer = team.get(f"{URL}?{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_draws_a_bar_for_each_day_with_its_words(team: Browser) -> None:
    content = page(team)
    heights = re.findall(r'class="plot-now"[^>]* y="[\d.]+" height="([\d.]+)"', content)
    titles = re.findall(r"<title>([^<]*)</title>\s*<rect", content)
    assert len(heights) == len(titles) >= 1
    (words,) = [words for words, h in zip(titles, heights, strict=True) if float(h)]
    assert "€64.87" in words
    assert content.count('<td class="number">€64.87</td>') >= 1  # The same as a table.


@pytest.mark.parametrize(
    "query",
    ["period=year", "period=quarter", "period=last-year&by=month",
     "period=days&from=x&to=2026-99-1", "period=days&from=0001-01-01&to=9999-12-31",
     "period=nonsense&by=nonsense&currency=nonsense&key=%27", "count=all&by=client&rows=all",
     "period=days&from=2000-01-01&to=2000-01-02"],
)  # fmt: skip
def test_it_passes_over_what_no_report_is(query: str, team: Browser) -> None:
    assert "<h1>Reports</h1>" in page(team, query)


def test_it_leads_from_a_row_to_its_orders_and_back(team: Browser, sold: Order) -> None:
    for by in ("photographer", "library", "client", "gallery", "product", "month"):
        (link, *_more) = re.findall(r'<th scope="row"><a href="([^"]*)"', page(team, f"by={by}"))
        answer = team.get(unescape(link))
        assert answer.status_code == 200, by
        assert f"#{sold.number}" in answer.content.decode()


def test_it_goes_back_to_the_report_where_no_such_row_is(team: Browser) -> None:
    answer = team.get(f"{URL}orders/?by=gallery&key=nobody")
    assert answer.headers["Location"].startswith(URL)


def test_it_shows_no_client_in_an_address(team: Browser) -> None:
    links = re.findall(r'href="([^"]*)"', page(team, "by=client"))
    assert links
    assert not [link for link in links if "carla" in link]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_gives_its_rows_as_a_file_without_formulas(kind: str, team: Browser) -> None:
    answer: Any = team.get(f"{URL}file/?by=gallery&format={kind}")
    body = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        assert rows[1][0] == "'=HYPERLINK(1)"
        assert sum(float(row[6]) for row in rows[1:]) == pytest.approx(64.87)
    else:
        cell = openpyxl.load_workbook(io.BytesIO(body)).active["A2"]
        assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_it_asks_as_much_of_many_orders_as_of_one(
    team: Browser, gallery: Gallery, carla: Person, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30) as before:
        page(team)
    Order.objects.bulk_create(
        Order(
            number=5000 + n, visitor=Order.objects.get(number=sold_number()).visitor,
            email=f"{n}@example.org", currency="EUR", payment="paid", goods=100, total=100,
            placement_key=f"many {n}",
            placed_at=Order.objects.earliest("placed_at").placed_at,
        )
        for n in range(5)
    )  # fmt: skip
    with django_assert_max_num_queries(len(before)):
        page(team)


def sold_number() -> int:
    return Order.objects.earliest("placed_at").number
