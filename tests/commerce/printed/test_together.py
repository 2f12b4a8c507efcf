"""One size for all photos that a client picked."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import CartItem, PriceList
from modules.commerce.services import carts
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery, Photo, PhotoVersion, Pick
from tests.commerce.prices.factories import make_option, make_row
from tests.gallery.factories import make_photo


@pytest.fixture
def picked(who: Customer, gallery: Gallery, photo: Photo) -> list[Photo]:
    """Two of three photos."""
    make_photo(in_gallery=gallery)
    made = [photo, make_photo(in_gallery=gallery)]
    for each in made:
        Pick.objects.create(visitor=who.visitor, photo=each, at=timezone.now())
    return made


def _add(who: Customer, gallery: Gallery, photos: list[Photo], row: str) -> carts.Added:
    return carts.add_many(
        viewer=who.viewer, visitor=who.visitor, gallery_public_id=gallery.public_id,
        photo_public_ids=[each.public_id for each in photos], row_public_id=row,
        choice_public_ids=[], quantity=2, at=timezone.now(),
    )  # fmt: skip


def test_it_offers_one_size_for_what_was_picked(
    page: Browser, gallery: Gallery, picked: list[Photo], square: PriceList
) -> None:
    here = f"/buy/{gallery.public_id}/prints/"
    assert here in page.get(f"/galleries/{gallery.public_id}/").content.decode()
    assert page.get(here).content.decode().count('name="photo"') == 2


def test_it_puts_them_all_in_the_cart_with_their_choices(
    page: Browser, gallery: Gallery, picked: list[Photo], square: PriceList
) -> None:
    _matte, glossy = make_option(square, Matte=0, Glossy=100)
    send = {
        "photo": [each.public_id for each in picked], "row": square.rows.get().public_id,
        "quantity": "3", f"choice-{glossy.option.public_id}": glossy.public_id,
    }  # fmt: skip
    answer = page.post(f"/buy/{gallery.public_id}/prints/", send, follow=True)
    assert "2 prints are in the cart." in answer.content.decode()
    lines = CartItem.objects.values_list("quantity", "seen_price", "choices")
    assert list(lines) == [(3, 1600, [glossy.public_id])] * 2


def test_it_adds_to_equal_lines(
    who: Customer, gallery: Gallery, picked: list[Photo], square: PriceList
) -> None:
    row = square.rows.get().public_id
    _add(who, gallery, picked[:1], row)
    _add(who, gallery, picked, row)
    assert list(CartItem.objects.values_list("quantity", flat=True)) == [4, 2]


def test_it_leaves_out_photos_of_another_shape(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    PriceList.objects.update(other_ratios="hide")
    other = make_photo(in_gallery=gallery)
    PhotoVersion.objects.filter(photo=other).update(width=1000)
    added = _add(who, gallery, [photo, other], square.rows.get().public_id)
    assert list(added.left_out) == [photo.name]
    assert [item.photo_id for item in added.items] == [other.pk]


def test_it_says_when_it_is_sold_of_none(
    who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    elsewhere = make_row(PriceList.objects.create(kind="print", name="Elsewhere"))
    with pytest.raises(carts.CannotBeOrdered):
        _add(who, gallery, [photo], elsewhere.public_id)
    assert not CartItem.objects.exists()


def test_it_asks_for_picks_first(
    page: Browser, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    shown = page.get(f"/buy/{gallery.public_id}/prints/").content.decode()
    assert "Pick photos first" in shown
