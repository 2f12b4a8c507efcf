"""Making and changing price lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Offering, PriceList, Stock
from modules.commerce.services import offers
from modules.commerce.services.pricelists import lists, offering, options, rows, stocks
from modules.commerce.services.pricelists.options import Written
from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo
from safelight.kernel.sequence import Spot
from tests.commerce.prices.factories import make_option, put, sell
from tests.gallery.factories import make_gallery, make_photo


def order_of(rows: Any) -> list[str]:
    return [each.name for each in rows]


def test_it_makes_lists_one_after_the_other(gallery: Gallery) -> None:
    for name in ("A", "B"):
        lists.create(kind="print", name=name)
    product = lists.create(kind="product", name="C")
    assert order_of(PriceList.objects.all()) == ["A", "B", "C"]
    assert product.in_shop
    assert not PriceList.objects.get(name="A").in_shop


def test_it_moves_lists(gallery: Gallery) -> None:
    a, b, c = (lists.create(kind="print", name=name) for name in "ABC")
    lists.put(lists=[c.public_id], spot=Spot(before=a.public_id))
    assert order_of(PriceList.objects.all()) == ["C", "A", "B"]
    lists.step(price_list=b, later=False)
    lists.step(price_list=c, later=False)
    assert order_of(PriceList.objects.all()) == ["C", "B", "A"]
    with pytest.raises(lists.ListsChanged):
        lists.put(lists=["x"], spot=Spot(before=a.public_id))


def test_it_moves_rows_of_one_list_only(gallery: Gallery) -> None:
    made = sell("print", 1, 2, 3)
    other = sell("print", 9).rows.get()
    first, _second, third = made.rows.all()
    rows.put(price_list=made, rows=[third.public_id], spot=Spot(before=first.public_id))
    rows.step(row=first, later=True)
    assert [row.amount for row in made.rows.all()] == [3, 2, 1]
    with pytest.raises(rows.RowsChanged):
        rows.put(price_list=made, rows=[other.public_id], spot=Spot(before=first.public_id))


def test_105_a_new_price_shows_in_carts(gallery: Gallery, photo: Photo, viewer: Viewer) -> None:
    made = sell("print", at=gallery)
    line = put(made, gallery=gallery, photo=photo)
    rows.change(row=made.rows.get(), amount=2000)
    assert offers.check(viewer=viewer, items=[line])[line.pk].unit_price == 2000


def test_it_withdraws_and_restores_a_list(gallery: Gallery, photo: Photo, viewer: Viewer) -> None:
    made = sell("print", at=gallery)
    ask: Any = {"viewer": viewer, "gallery_id": gallery.pk, "photo_ids": [photo.pk]}
    lists.withdraw(price_list=made, at=timezone.now())
    assert offers.of_photos(**ask)[photo.pk] == []
    lists.restore(price_list=made)
    assert len(offers.of_photos(**ask)[photo.pk]) == 1
    rows.withdraw(row=made.rows.get(), at=timezone.now())
    assert offers.of_photos(**ask)[photo.pk] == []


def test_it_keeps_choices_that_are_written_again(gallery: Gallery) -> None:
    made = sell("print")
    matte, glossy = make_option(made, Matte=0, Glossy=250)
    option = matte.option
    written = [Written(name="Silk", extra=500), Written(name="Matt", public_id=matte.public_id)]
    options.change(option=option, name="Surface", choices=written)
    assert [(each.name, each.extra) for each in option.choices.all()] == [
        ("Silk", 500),
        ("Matt", 0),
    ]
    assert option.choices.filter(public_id=matte.public_id).exists()
    assert not option.choices.filter(public_id=glossy.public_id).exists()
    options.remove(option=option)
    options.add(price_list=made, name="Frame", choices=[Written(name="Oak")])
    assert order_of(made.options.all()) == ["Frame"]


def test_it_offers_exactly_what_is_said_in_a_gallery(gallery: Gallery) -> None:
    a, b, c = sell("print"), sell("gallery"), sell("product")
    offering.offer_in_gallery(gallery_id=gallery.pk, lists=[a, b])
    offering.offer_in_gallery(gallery_id=gallery.pk, lists=[b, c])
    assert set(Offering.objects.values_list("price_list", flat=True)) == {b.pk, c.pk}


def test_it_offers_lists_of_files_for_a_selection_of_photos(gallery: Gallery, photo: Photo) -> None:
    a, whole = sell("print"), sell("gallery")
    other = make_photo(in_gallery=gallery)
    for _again in range(2):
        offering.offer_for_photos(photo_ids=[photo.pk, other.pk], lists=[a, whole])
    assert Offering.objects.filter(price_list=a).count() == 2
    assert not Offering.objects.filter(price_list=whole).exists()
    offering.offer_for_photo(photo_id=other.pk, lists=[])
    assert [each.photo_id for each in Offering.objects.all()] == [photo.pk]
    offering.end_for_photos(photo_ids=[photo.pk], lists=[a])
    assert not Offering.objects.exists()


CHANGES: dict[str, Callable[[PriceList], object]] = {
    "state": lambda made: lists.change(price_list=made, offer_states=["FINAL"]),
    "price": lambda made: rows.change(row=made.rows.get(), amount=1),
    "new row": lambda made: rows.add(price_list=made, name="New", amount=1),
    "row gone": lambda made: rows.withdraw(row=made.rows.get(), at=timezone.now()),
    "withdrawn": lambda made: lists.withdraw(price_list=made, at=timezone.now()),
    "restored": lambda made: lists.restore(price_list=made),
    "detached": lambda made: offering.offer_in_gallery(
        gallery_id=made.offerings.get().gallery_id or 0, lists=[]
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_makes_pages_known_as_changed(gallery: Gallery, what: str) -> None:
    below, other = make_gallery(parent=gallery), make_gallery()
    CHANGES[what](sell("print", at=gallery))
    raised = {row.pk for row in Gallery.objects.filter(content_revision__gt=1)}
    assert raised == {gallery.pk, below.pk}
    assert other.pk not in raised


def test_it_makes_pages_known_that_show_a_photo(gallery: Gallery, photo: Photo) -> None:
    made = sell("print", at=photo)
    rows.change(row=made.rows.get(), amount=1)
    assert Gallery.objects.get().content_revision == 2


def test_it_sets_the_stock_that_was_seen(gallery: Gallery, photo: Photo) -> None:
    made = sell("print")
    stocks.set_left(price_list=made, photo_id=photo.pk, left=10, seen=None)
    with pytest.raises(stocks.StockChanged, match="it is 10 now"):
        stocks.set_left(price_list=made, photo_id=photo.pk, left=5, seen=7)
    stocks.set_left(price_list=made, photo_id=photo.pk, left=5, seen=10)
    assert Stock.objects.get().left == 5
    stocks.set_left(price_list=made, photo_id=photo.pk, left=None, seen=5)
    assert not Stock.objects.exists()


def test_it_counts_copies_a_photo_or_a_product(gallery: Gallery, photo: Photo) -> None:
    with pytest.raises(stocks.NoStockOfThis):
        stocks.set_left(price_list=sell("print"), photo_id=None, left=5, seen=None)
    with pytest.raises(stocks.NoStockOfThis):
        stocks.set_left(price_list=sell("product"), photo_id=photo.pk, left=5, seen=None)
