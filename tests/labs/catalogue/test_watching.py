"""Fetching a catalogue, and telling what changed at the lab since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from modules.commerce import hooks
from modules.commerce.hooks import Wanted
from modules.commerce.models import PriceList, PriceRow
from modules.labs.models import CatalogueAlert, LabConnection, LabProduct, ProductCost
from modules.labs.services.catalogue import alerting, fetching, watching
from tests.commerce import selling as commerce_selling
from tests.labs.catalogue.conftest import Shelf, framed
from tests.labs.catalogue.test_selling import sell

Kind = CatalogueAlert.Kind
TOMORROW = timezone.now() + timedelta(days=1)


def say(done: int, total: int, note: str) -> None:
    """Nobody looks."""


@pytest.fixture
def sold(product: LabProduct) -> PriceList:
    return sell(product)


def night(connection: LabConnection) -> list[CatalogueAlert]:
    watching.watch(connection_id=connection.pk, at=TOMORROW, say=say)
    return list(CatalogueAlert.objects.filter(settled_at=None))


def price(price_list: PriceList) -> int:
    row: PriceRow = price_list.rows.get()
    return row.amount


def test_it_fetches_what_was_pasted(connection: LabConnection, shelf: Shelf) -> None:
    fetching.ask_for(connection=connection, skus="FRAME, NONE\n FRAME;")
    words = fetching.fetch(connection_id=connection.pk, at=timezone.now(), say=say)
    assert words == "1 product. Not known to the lab: NONE."
    assert connection.products.get().variants[0]["ships_to"] == ["CH", "DE"]
    assert ProductCost.objects.get(variant__contains="gold").amount == 1500
    connection.refresh_from_db()
    assert connection.wanted == []


def test_it_refuses_a_text_without_skus(connection: LabConnection) -> None:
    with pytest.raises(fetching.NothingNamed):
        fetching.ask_for(connection=connection, skus=" ,\n")


def test_it_wants_the_rest_later_when_the_lab_is_silent(
    connection: LabConnection, shelf: Shelf
) -> None:
    fetching.ask_for(connection=connection, skus="FRAME")
    shelf.away = True
    with pytest.raises(fetching.LabIsSilent):
        fetching.fetch(connection_id=connection.pk, at=timezone.now(), say=say)
    connection.refresh_from_db()
    assert connection.wanted == ["FRAME"]


def test_it_asks_for_every_variant_at_home_and_one_elsewhere(
    connection: LabConnection, shelf: Shelf
) -> None:
    commerce_selling.territory("Far", "CH", "US")
    fetching.ask_for(connection=connection, skus=None)
    fetching.fetch(connection_id=connection.pk, at=timezone.now(), say=say)
    assert shelf.asked == [
        ("FRAME", "black", "DE"), ("FRAME", "gold", "DE"), ("FRAME", "black", "CH"),
    ]  # fmt: skip
    fetching.fetch(connection_id=connection.pk, at=timezone.now(), say=say)
    assert len(shelf.asked) == 3  # What is known is not asked again.


def test_it_raises_one_alert_for_a_cost_and_moves_no_price(
    sold: PriceList, connection: LabConnection, shelf: Shelf
) -> None:
    shelf.costs["FRAME", "gold"] = 1700
    alert, *more = night(connection)
    assert (alert.kind, more) == (Kind.COST, [])
    assert [*alert.was.values(), *alert.now.values()] == [[1500, "EUR"], [1700, "EUR"]]
    assert price(sold) == 5000
    assert [each.pk for each in night(connection)] == [alert.pk]


def test_it_settles_an_alert_by_itself_when_the_cost_comes_back(
    sold: PriceList, connection: LabConnection, shelf: Shelf
) -> None:
    shelf.costs["FRAME", "gold"] = 1700
    assert night(connection)
    shelf.costs["FRAME", "gold"] = 1500
    watching.watch(connection_id=connection.pk, at=TOMORROW + timedelta(days=1), say=say)
    assert CatalogueAlert.objects.get().settled_at is not None


def test_it_stops_selling_at_once_what_the_lab_does_not_make(
    sold: PriceList, connection: LabConnection, shelf: Shelf
) -> None:
    wanted = Wanted(row_id=sold.rows.get().pk, choices=(), copies=1)
    assert wanted in hooks.how_made(wanted=[wanted])
    shelf.products = {}
    assert [each.kind for each in night(connection)] == [Kind.GONE]
    assert hooks.how_made(wanted=[wanted]) == {}


def test_it_tells_what_the_lab_says_otherwise(
    sold: PriceList, connection: LabConnection, shelf: Shelf
) -> None:
    shelf.products["FRAME"] = framed(width=310)
    [alert] = night(connection)
    assert (alert.kind, alert.was, alert.now) == (Kind.CHANGED, {"width": 300}, {"width": 310})


def test_it_tells_nothing_of_what_is_not_sold(
    product: LabProduct, connection: LabConnection, shelf: Shelf
) -> None:
    shelf.products = {}
    assert night(connection) == []


@pytest.fixture
def dearer(sold: PriceList, connection: LabConnection, shelf: Shelf) -> CatalogueAlert:
    shelf.costs["FRAME", "black"] = 3000
    return night(connection)[0]


def test_it_keeps_prices_when_told_so(sold: PriceList, dearer: CatalogueAlert) -> None:
    alerting.keep(alert=dearer, at=TOMORROW)
    assert (price(sold), sold.rows.get().lab.cost) == (5000, 1500)
    with pytest.raises(alerting.AlreadySettled):
        alerting.apply(alert=dearer, at=TOMORROW)


def test_it_applies_the_lists_rule_again(sold: PriceList, dearer: CatalogueAlert) -> None:
    alerting.apply(alert=dearer, at=TOMORROW)
    assert price(sold) == 3000  # Gold is the cheaper one now, and black asks more.
    assert max(each.extra for each in sold.options.get().choices.all()) == 3000


def test_it_stops_selling_when_told_so(sold: PriceList, dearer: CatalogueAlert) -> None:
    alerting.stop(alert=dearer, at=TOMORROW)
    assert not sold.rows.filter(withdrawn_at=None).exists()
