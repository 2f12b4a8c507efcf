"""The options of a public gallery: until when clients choose, and how small an order may be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from modules.commerce.models import OrderingTerms
from modules.commerce.services import offers
from modules.commerce.services.carts.filling import CannotBeOrdered
from modules.commerce.services.orders import placing
from modules.gallery.access import Viewer
from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import galleries, proofing
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.commerce.factories import fill
from tests.commerce.transfer.conftest import Fair, Open, guest

pytestmark = pytest.mark.django_db


def close(fair: Fair) -> None:
    galleries.change(gallery=fair.gallery, choose_until=timezone.now() - timedelta(minutes=1))


def test_it_sells_nothing_after_the_last_day(fair: Fair) -> None:
    close(fair)
    with pytest.raises(CannotBeOrdered, match="time to choose"):
        fair.order("A")
    photo = fair.photos["A"].pk
    found = offers.of_photos(viewer=Viewer(), gallery_id=fair.gallery.pk, photo_ids=[photo])
    assert found == {photo: []}


def test_it_places_no_cart_that_was_filled_before(fair: Fair) -> None:
    Authorization.objects.filter(gallery=fair.gallery).update(order=True)
    who = guest("anna@example.org")
    fill(who, fair.gallery, [fair.photos["A"]])
    close(fair)
    with pytest.raises(placing.CartHasChanged):
        placing.place_order(customer=who, note="", key="", at=timezone.now())


def test_it_takes_no_pick_after_the_last_day(fair: Fair) -> None:
    close(fair)
    with pytest.raises(proofing.TimeIsOver):
        proofing.pick(
            gallery=fair.gallery, photo=fair.photos["A"], visitor=Visitor.objects.create(),
            at=timezone.now(),
        )  # fmt: skip


def test_it_lets_the_team_choose_at_any_time(fair: Fair) -> None:
    close(fair)
    team = Viewer(is_team=True)
    found = offers.of_photos(
        viewer=team, gallery_id=fair.gallery.pk, photo_ids=[fair.photos["A"].pk]
    )
    assert [len(each) for each in found.values()] == [1]


def test_it_refuses_an_order_that_is_too_small_for_the_gallery(fair: Fair) -> None:
    OrderingTerms.objects.create(gallery=fair.gallery, minimum_order=15)
    with pytest.raises(placing.OrderRefused, match="begin at"):
        fair.order("A")
    assert fair.order("A", "B").total == 2000


def test_it_refuses_orders_of_nothing_where_the_gallery_says_so(fair: Fair) -> None:
    Authorization.objects.filter(gallery=fair.gallery).update(order=True)
    OrderingTerms.objects.create(gallery=fair.gallery, refuse_zero_orders=True)
    who = guest("anna@example.org")
    fill(who, fair.gallery, [fair.photos["A"]])
    with pytest.raises(placing.OrderRefused):
        placing.place_order(customer=who, note="", key="", at=timezone.now())


def test_it_keeps_the_terms_that_are_written_on_the_page(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    address = f"/studio/prices/galleries/{fair.gallery.public_id}/terms/"
    mine = browser(acme, alice)
    mine.post(address, {"minimum_order": "20", "refuse_zero_orders": "on"})
    mine.post(address, {"minimum_order": "-1"})
    terms = OrderingTerms.objects.get(gallery=fair.gallery)
    assert (terms.minimum_order, terms.refuse_zero_orders) == (20, True)


def test_it_makes_a_public_gallery_from_its_preset(inside_acme: Studio) -> None:
    made = galleries.create(title="Fair", preset="public_transfer")
    assert made.transfer == Gallery.Transfer.ORDERED
    assert Gallery.objects.filter(finals_of=made).count() == 1
    assert Authorization.objects.get(gallery=made).enter
