"""The cart's page works without scripts, loses nothing that was typed, and orders once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import Cart, CartItem, Order
from modules.commerce.services import carts
from modules.commerce.services.carts import limits
from modules.gallery.models import Gallery
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.commerce.factories import customer, fill, mails, photos_of, shop
from tests.gallery.factories import make_photo

Open = Callable[..., Browser]


@pytest.fixture
def shopping(acme: Studio, carla: Person, browser: Open, gallery: Gallery) -> Browser:
    """Carla's browser, with three photos in her cart."""
    fill(customer(carla), gallery)
    return browser(acme, carla)


def _note(gallery: Gallery, number: int) -> str:
    item = CartItem.objects.get(photo=photos_of(gallery)[number])
    return f"note-{item.public_id}"


def _key() -> str:
    return Cart.objects.get().placement_key


def test_it_works(shopping: Browser, gallery: Gallery) -> None:
    page = shopping.get("/cart/")
    assert page.status_code == 200
    assert photos_of(gallery)[0].name in page.content.decode()


def test_it_says_that_it_is_empty(acme: Studio, browser: Open) -> None:
    assert "empty" in browser(acme).get("/cart/").content.decode()


def test_it_places_an_order_with_its_notes(shopping: Browser, gallery: Gallery) -> None:
    typed = {"action": "place", "key": _key(), "note": "All warm", _note(gallery, 0): "Lift it"}
    answer = shopping.post("/cart/", typed)
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.public_id}/"
    assert order.note == "All warm"
    assert [item.note for item in order.items.all()] == ["Lift it", "", ""]
    assert shopping.get(answer["Location"]).status_code == 200


def test_it_places_one_order_from_two_tabs(shopping: Browser) -> None:
    form = {"action": "place", "key": _key()}
    answers = {shopping.post("/cart/", form)["Location"] for _tab in range(3)}
    assert len(answers) == 1
    assert Order.objects.count() == 1
    assert len(mails("order_placed")) == 1


def test_it_keeps_notes_when_a_photo_is_taken_out(shopping: Browser, gallery: Gallery) -> None:
    line = CartItem.objects.get(photo=photos_of(gallery)[1])
    shopping.post("/cart/", {"remove": line.public_id, _note(gallery, 0): "Lift it"})
    notes = dict(CartItem.objects.values_list("photo__name", "note"))
    assert notes == {photos_of(gallery)[0].name: "Lift it", photos_of(gallery)[2].name: ""}


def test_it_shows_what_was_typed_where_it_cannot_be_saved(
    shopping: Browser, gallery: Gallery
) -> None:
    long = "x" * 2001
    page = shopping.post("/cart/", {"action": "save", _note(gallery, 0): long})
    assert page.status_code == 400
    assert long in page.content.decode()


def test_it_marks_what_can_no_longer_be_ordered(shopping: Browser, gallery: Gallery) -> None:
    Gallery.objects.filter(pk=gallery.pk).update(published_at=None)
    page = shopping.post("/cart/", {"action": "place", "key": _key()})
    assert page.status_code == 409
    assert "Can no longer be ordered" in page.content.decode()
    assert Order.objects.count() == 0
    assert CartItem.objects.count() == 3


def test_it_asks_a_guest_for_an_address(acme: Studio, browser: Open, inside_acme: Studio) -> None:
    gallery, guest = shop(None), browser(acme)
    photos = [photo.public_id for photo in photos_of(gallery)]
    body = {"gallery": gallery.public_id, "photos": photos}
    assert guest.post("/api/v1/cart/", body, "application/json").status_code == 200
    page = guest.post("/cart/", {"action": "place", "key": _key(), "email": "nobody"})
    assert page.status_code == 422
    placed = guest.post("/cart/", {"action": "place", "key": _key(), "email": "gast@x.example"})
    assert guest.get(placed["Location"]).status_code == 200
    assert Order.objects.get().email == "gast@x.example"


def test_it_merges_into_the_cart_of_whoever_signs_in(
    acme: Studio, browser: Open, carla: Person, inside_acme: Studio
) -> None:
    gallery, guest = shop(None, photos=3), browser(acme)
    first, second, third = photos_of(gallery)
    body = {"gallery": gallery.public_id, "photos": [first.public_id, second.public_id]}
    guest.post("/api/v1/cart/", body, "application/json")
    theirs = customer(carla)
    fill(theirs, gallery, [second, third])
    signed = guest.post("/sign-in/", {"email": carla.email, "password": "correct horse battery"})
    assert signed.status_code == 302
    assert {item.photo_id for item in CartItem.objects.filter(cart__visitor=theirs.visitor)} == {
        first.pk, second.pk, third.pk,
    }  # fmt: skip
    assert guest.get("/api/v1/cart/").json()["count"] == 3


def test_it_is_not_the_cart_of_another_visitor(
    shopping: Browser, acme: Studio, browser: Open, gallery: Gallery
) -> None:
    photo = photos_of(gallery)[0].public_id
    stranger = browser(acme)
    assert stranger.get("/api/v1/cart/").json()["count"] == 0
    note = {"note": "mine now"}
    answer = stranger.put(f"/api/v1/cart/items/{photo}/", note, "application/json")
    assert answer.status_code == 404
    stranger.delete(f"/api/v1/cart/items/{photo}/")
    for line in CartItem.objects.all():
        stranger.post("/cart/", {"remove": line.public_id})
    assert CartItem.objects.count() == 3
    assert Visitor.objects.count() >= 1


def test_it_takes_no_more_than_one_page_can_hold(
    shopping: Browser, gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_LINES", 3)
    make_photo(in_gallery=gallery, state="PROOF")
    with pytest.raises(carts.CartIsFull):
        fill(customer(Person.objects.get(email="carla@example.org")), gallery)
    assert CartItem.objects.count() == 3
