"""The part of a photo that a client wants printed: chosen, kept with the line, and ordered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.framing import BadFraming
from modules.commerce.models import Cart, CartItem, OrderItem, PriceList
from modules.commerce.services import carts
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery, Photo
from tests.commerce.checkout.buying import buy, put

LEFT = {"left": 0.0, "top": 0.0, "width": 2 / 3, "height": 1.0, "turned": 0, "fit": "crop"}
BORDER = {"left": 0.0, "top": 0.0, "width": 1.0, "height": 1.0, "turned": 0, "fit": "border"}


def _add(page: Browser, gallery: Gallery, photo: Photo, sold: PriceList, part: Any) -> int:
    typed = part if isinstance(part, str) else json.dumps(part)
    send = {"row": sold.rows.get().public_id, "quantity": "1", "framing": typed}
    answer = page.post(f"/buy/{gallery.public_id}/{photo.public_id}/", send)
    return int(answer.status_code)


def _change(who: Customer, item: CartItem, framing: dict[str, Any]) -> CartItem:
    return carts.change(
        viewer=who.viewer, visitor=who.visitor, item_public_id=item.public_id,
        to=carts.Change(framing=framing),
    )  # fmt: skip


def test_it_keeps_the_part_that_was_chosen_beside_the_price(
    page: Browser, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    assert _add(page, gallery, photo, square, LEFT) == 302
    assert CartItem.objects.get().framing == LEFT | {"width": 0.666667}


@pytest.mark.parametrize(
    "part",
    ["nonsense", "[1]", {"left": 2}, LEFT | {"width": 1.0}, LEFT | {"turned": 45}, BORDER],
)
def test_it_refuses_what_this_paper_cannot_show(
    page: Browser, gallery: Gallery, photo: Photo, square: PriceList, part: Any
) -> None:
    assert _add(page, gallery, photo, square, part) == 400
    assert not CartItem.objects.exists()


def test_it_takes_a_border_where_the_list_has_one(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    item = put(who, square, gallery=gallery, photo=photo)
    with pytest.raises(BadFraming):
        _change(who, item, BORDER)
    PriceList.objects.update(other_ratios="border")
    assert _change(who, item, BORDER).framing == BORDER


def test_it_takes_a_part_of_a_turned_photo(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    item = put(who, square, gallery=gallery, photo=photo)
    turned = LEFT | {"turned": 90, "width": 1.0, "height": 2 / 3}
    assert _change(who, item, turned).framing["turned"] == 90
    assert _change(who, item, {}).framing == {}


def test_it_chooses_again_from_the_cart(
    page: Browser, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    _add(page, gallery, photo, square, "")
    item = CartItem.objects.get()
    path = f"/cart/{item.public_id}/part/"
    assert path in page.get("/cart/").content.decode()
    assert 'data-controller="crop"' in page.get(path).content.decode()
    assert page.post(path, {"framing": json.dumps(LEFT)}).status_code == 302
    item.refresh_from_db()
    assert item.framing["width"] == 0.666667


def test_it_shows_nobody_elses_line(
    page: Browser, who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    item = put(who, square, gallery=gallery, photo=photo)
    Cart.objects.update(visitor=type(who.visitor).objects.create())
    assert page.get(f"/cart/{item.public_id}/part/").status_code == 404


@pytest.mark.parametrize(("mode", "fit"), [("crop", None), ("border", "border")])
def test_it_orders_what_is_printed_usually(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList, mode: str, fit: str | None
) -> None:
    PriceList.objects.update(other_ratios=mode)
    put(who, square, gallery=gallery, photo=photo)
    buy(who)
    assert OrderItem.objects.get().framing.get("fit") == fit


def test_it_orders_what_was_chosen(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    item = put(who, square, gallery=gallery, photo=photo)
    kept = _change(who, item, LEFT).framing
    put(who, square, gallery=gallery, photo=photo)
    buy(who)
    assert OrderItem.objects.get().framing == kept
