"""Putting things of price lists in the cart; PAY-07's quantities and foreign rows."""

from __future__ import annotations

from typing import Any

import pytest

from modules.commerce import extensions
from modules.commerce.models import CartItem
from modules.commerce.services import carts
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import cart_of, put
from tests.commerce.factories import customer, fill, photos_of, place, shop
from tests.commerce.prices.factories import keep, make_option, sell


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    return customer(carla)


def test_it_adds_equal_lines_up(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", 500, at=gallery)
    put(who, prints, gallery=gallery, quantity=2)
    line = put(who, prints, gallery=gallery, quantity=3)
    assert (line.quantity, line.seen_price, CartItem.objects.count()) == (5, 500, 1)


def test_it_keeps_other_choices_apart(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", 500, at=gallery)
    matte, glossy = make_option(prints, Matte=0, Glossy=200)
    put(who, prints, gallery=gallery, choices=[matte.public_id])
    line = put(who, prints, gallery=gallery, choices=[glossy.public_id])
    assert (line.seen_price, CartItem.objects.count()) == (700, 2)


@pytest.mark.parametrize("kind", ["download", "gallery"])
def test_it_sells_files_once(who: Customer, gallery: Gallery, kind: str) -> None:
    files = sell(kind, at=gallery)
    put(who, files, gallery=gallery)
    assert put(who, files, gallery=gallery, quantity=7).quantity == 1


def test_it_keeps_a_note_only_where_the_list_takes_one(who: Customer, gallery: Gallery) -> None:
    silent, talking = sell("print", at=gallery), sell("print", at=gallery, item_comments=True)
    assert put(who, silent, gallery=gallery, note="x").note == ""
    assert put(who, talking, gallery=gallery, note=" Warm it ").note == "Warm it"


@pytest.mark.parametrize("quantity", [-1, 0, 10**9, 1.5, True, "3"])
def test_pay_07_it_takes_no_odd_quantity(who: Customer, gallery: Gallery, quantity: Any) -> None:
    with pytest.raises(carts.BadQuantity):
        put(who, sell("print", at=gallery), gallery=gallery, quantity=quantity)
    assert not CartItem.objects.exists()


def test_pay_07_it_never_adds_up_to_more_than_a_line_holds(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", at=gallery)
    put(who, prints, gallery=gallery, quantity=9_000)
    with pytest.raises(carts.BadQuantity):
        put(who, prints, gallery=gallery, quantity=1_000)
    assert CartItem.objects.get().quantity == 9_000


def test_pay_07_it_knows_nothing_that_is_not_sold(who: Customer, gallery: Gallery) -> None:
    elsewhere = shop(None, photos=1, published_at=None)
    hidden = sell("print", at=elsewhere)
    with pytest.raises(carts.NoSuchPhoto):
        put(who, hidden, gallery=elsewhere)
    with pytest.raises(carts.CannotBeOrdered):
        put(who, hidden, gallery=gallery)
    with pytest.raises(carts.NoSuchPhoto):
        put(who, sell("print", at=gallery), gallery=gallery, photo=photos_of(elsewhere)[0])


def test_pay_07_it_takes_no_choice_of_another_list(who: Customer, gallery: Gallery) -> None:
    foreign = make_option(sell("print"), Gold=0)[0]
    with pytest.raises(carts.CannotBeOrdered):
        put(who, sell("print", at=gallery), gallery=gallery, choices=[foreign.public_id])


def test_it_takes_no_more_than_is_left(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", at=gallery)
    keep(prints, 3, photos_of(gallery)[0])
    put(who, prints, gallery=gallery, quantity=3)
    with pytest.raises(carts.CannotBeOrdered, match="Only 3"):
        put(who, prints, gallery=gallery)


def test_it_keeps_free_and_bought_lines_of_a_photo_apart(who: Customer, gallery: Gallery) -> None:
    fill(who, gallery)
    put(who, sell("print", at=gallery), gallery=gallery)
    fill(who, gallery)
    assert CartItem.objects.count() == 4
    carts.take_out(visitor=who.visitor, photo_public_id=photos_of(gallery)[0].public_id)
    assert CartItem.objects.exclude(row=None).count() == 1


def test_it_makes_one_of_lines_that_become_equal(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", 500, at=gallery)
    matte, glossy = make_option(prints, Matte=0, Glossy=200)
    put(who, prints, gallery=gallery, choices=[matte.public_id], quantity=2)
    line = put(who, prints, gallery=gallery, choices=[glossy.public_id], quantity=3)
    to = carts.Change(choices=[matte.public_id])
    changed = carts.change(
        viewer=who.viewer, visitor=who.visitor, item_public_id=line.public_id, to=to
    )
    assert (changed.quantity, changed.seen_price, CartItem.objects.count()) == (5, 500, 1)


def test_pay_10_it_changes_nobody_elses_cart(who: Customer, gallery: Gallery) -> None:
    line = put(who, sell("print", at=gallery), gallery=gallery)
    stranger = customer()
    with pytest.raises(carts.NoSuchLine):
        carts.change(
            viewer=who.viewer, visitor=stranger.visitor, item_public_id=line.public_id,
            to=carts.Change(quantity=5),
        )  # fmt: skip
    carts.remove(visitor=stranger.visitor, item_public_ids=[line.public_id])
    assert CartItem.objects.get().quantity == 1


def test_it_adds_up_what_was_chosen_before_signing_in(carla: Person, gallery: Gallery) -> None:
    everybody = shop(None)
    prints, files = sell("print", at=everybody), sell("download", at=everybody)
    guest, known = customer(), customer(carla)
    for who, copies in ((guest, 2), (known, 3)):
        put(who, files, gallery=everybody)
        put(who, prints, gallery=everybody, quantity=copies)
    extensions.merge_visitor(source_id=guest.visitor.pk, target_id=known.visitor.pk)
    assert CartItem.objects.get(row=prints.rows.get()).quantity == 5
    assert CartItem.objects.get(row=files.rows.get()).quantity == 1


def test_it_leaves_the_next_cart_alone_when_a_form_of_the_last_one_comes_late(
    who: Customer, gallery: Gallery
) -> None:
    fill(who, gallery)
    key = cart_of(who).placement_key
    place(who)
    carts.write_notes(visitor=who.visitor, notes={}, order_note="Softer.", key=key)
    carts.tell(visitor=who.visitor, note="Softer.", key=key)
    assert cart_of(who).note == ""
