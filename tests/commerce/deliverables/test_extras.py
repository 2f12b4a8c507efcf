"""Extras in the cart, at the checkout and in orders: they go the way of everything else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Cart, CartItem, Order, OrderItem
from modules.commerce.services import carts, paying
from modules.commerce.services.carts.extras import put_all, put_extras
from modules.commerce.services.orders import cancelling
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.checkout.buying import buy, look, set_up
from tests.commerce.deliverables.terms import change, fetch, held
from tests.commerce.factories import photos_of
from tests.commerce.selling import coupon, rate, tax_profile


def put(who: Customer, gallery: Gallery, *ids: int) -> Cart:
    names = Photo.objects.filter(pk__in=ids).values_list("public_id", flat=True)
    return put_extras(
        viewer=who.viewer, visitor=who.visitor, gallery_public_id=gallery.public_id,
        photo_public_ids=list(names), at=timezone.now(),
    )  # fmt: skip


def put_rest(who: Customer, gallery: Gallery) -> Cart:
    return put_all(
        viewer=who.viewer, visitor=who.visitor, gallery_public_id=gallery.public_id,
        at=timezone.now(),
    )  # fmt: skip


def pay(order: Order, by: Person) -> Order:
    paying.mark_paid(order=order, by=by, note="", at=timezone.now())
    drain()
    order.refresh_from_db()
    return order


@pytest.fixture
def used_up(gallery: Gallery, ids: list[int]) -> list[int]:
    """The three included ones were fetched; the others."""
    fetch(gallery, ids[:3])
    return ids[3:]


def test_it_makes_an_order_item_that_is_delivered_at_once(
    gallery: Gallery, who: Customer, used_up: list[int], alice: Person
) -> None:
    put(who, gallery, used_up[0])
    order = buy(who)
    assert (order.total, order.payment) == (1500, "unpaid")
    (item,) = pay(order, alice).items.all()
    assert (item.state, item.photo_id, item.line.description) == (
        "delivered", used_up[0], "One more photo",
    )  # fmt: skip
    assert held(gallery, used_up) == set(used_up[1:])


def test_it_gives_what_was_bought_freely_in_the_gallery(
    gallery: Gallery, who: Customer, used_up: list[int], alice: Person
) -> None:
    put(who, gallery, used_up[0])
    order = buy(who)
    assert held(gallery, used_up[:1]) == {used_up[0]}
    pay(order, alice)
    change(gallery, upsell=False)
    assert fetch(gallery, used_up) == [used_up[0]]


def test_it_takes_it_back_where_the_money_goes_back(
    gallery: Gallery, who: Customer, used_up: list[int], alice: Person
) -> None:
    put(who, gallery, *used_up[:2])
    order = pay(buy(who), alice)
    parts = [paying.Part(order.lines.get(photo=used_up[0]), 1500)]
    paying.refund(order=order, parts=parts, reason="", by=alice, key="r", at=timezone.now())
    assert held(gallery, used_up) == set(used_up) - {used_up[1]}
    cancelling.cancel(order=order, by=alice, at=timezone.now(), tell_client=False)
    assert held(gallery, [used_up[1]]) == {used_up[1]}


def test_it_never_charges_for_what_is_included(
    gallery: Gallery, who: Customer, ids: list[int]
) -> None:
    with pytest.raises(carts.CannotBeOrdered, match="included"):
        put(who, gallery, ids[0])
    assert not CartItem.objects.exists()


def test_it_takes_an_extra_out_of_what_can_be_bought_when_it_becomes_included(
    gallery: Gallery, who: Customer, used_up: list[int]
) -> None:
    put(who, gallery, used_up[0])
    change(gallery, included=6)
    (line,) = look(who).lines
    assert "included" in line.problem or "for nothing" in line.problem


def test_it_sells_all_that_is_left_at_a_discount(
    gallery: Gallery, who: Customer, used_up: list[int]
) -> None:
    change(gallery, all_discount=20)
    put(who, gallery, *used_up[:2])
    assert look(who).priced.total == 3000
    put_rest(who, gallery)
    assert look(who).priced.total == 3600


def test_it_sells_all_that_is_not_included_while_some_are_left(
    gallery: Gallery, who: Customer, ids: list[int]
) -> None:
    fetch(gallery, ids[:1])
    put_rest(who, gallery)
    assert [line.unit_price for line in look(who).lines] == [1500, 1500, 1500]
    assert look(who).priced.total == 4500


def test_it_sells_the_rest_at_a_flat_price_with_an_item_for_each(
    gallery: Gallery, who: Customer, used_up: list[int], alice: Person
) -> None:
    change(gallery, flat_price=3900)
    put_rest(who, gallery)
    order = pay(buy(who), alice)
    assert order.total == 3900
    sold = OrderItem.objects.filter(order=order).values_list("photo_id", flat=True)
    assert list(sold) == used_up
    assert held(gallery, [photo.pk for photo in photos_of(gallery)]) == set()


def test_it_taxes_and_reduces_extras_like_everything(
    gallery: Gallery, who: Customer, used_up: list[int]
) -> None:
    rate(tax_profile(is_usual=True), "DE", "19")
    set_up(home_country="DE")
    coupon("SUMMER")
    cart = put(who, gallery, *used_up[:2])
    Cart.objects.filter(pk=cart.pk).update(coupon="SUMMER")
    priced = look(who).priced
    assert (priced.total, priced.tax) == (2700, 432)
