"""B7 (c) to (f): what a booking's client, and a guest with the link, do in the gallery."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.services.galleries import creating
from modules.commerce.models import OrderItem
from modules.gallery import facade as gallery
from modules.gallery.models import Authorization, Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour
from tests.gallery.factories import make_photo
from tests.support import world

TERMS: dict[str, Any] = {"included": 2, "upsell": True, "extra_price": 1500}
PHOTOS = 4


def _published(by: Person, **terms: Any) -> tuple[Gallery, list[Photo]]:
    """The gallery of a booking, with four finished photos, as its client finds it."""
    portrait, package = making.offered(**TERMS | terms)
    booking = making.booked(portrait, package, free_hour())
    made = creating.create(booking=booking, by=by, at=timezone.now())
    photos = [make_photo(in_gallery=made, state="FINAL", stored=True) for _each in range(PHOTOS)]
    gallery.publish(drafts=[made], at=timezone.now())
    return made, photos


def _fetch(browser: Browser, made: Gallery, photo: Photo) -> int:
    return browser.get(
        f"/galleries/{made.public_id}/photos/{photo.public_id}/download/"
    ).status_code


@pytest.fixture
def guest(inside_acme: Studio) -> Browser:
    return world.browser(inside_acme)


@pytest.fixture
def client(inside_acme: Studio, carla: Person) -> Browser:
    return world.browser(inside_acme, carla)


def test_b7_c_it_lets_a_guest_look_and_nothing_more(guest: Browser, alice: Person) -> None:
    made, photos = _published(alice)
    assert guest.get(f"/galleries/{made.public_id}/").status_code == 200
    assert _fetch(guest, made, photos[0]) == 404
    pick = f"/api/v1/galleries/{made.public_id}/photos/{photos[0].public_id}/pick/"
    assert guest.put(pick).status_code in (403, 404)


def test_b7_c_it_gives_who_knows_the_code_what_the_client_may(
    guest: Browser, alice: Person
) -> None:
    made, photos = _published(alice)
    code = Authorization.objects.exclude(code="").get(gallery=made).code
    guest.post(f"/galleries/{made.public_id}/unlock/", {"password": code})
    assert _fetch(guest, made, photos[0]) == 302


def test_b7_d_it_gives_any_two_for_nothing_and_those_again(client: Browser, alice: Person) -> None:
    made, photos = _published(alice)
    for _again in range(2):
        assert [_fetch(client, made, each) for each in photos[1:3]] == [302, 302]
    beyond = client.get(f"/galleries/{made.public_id}/photos/{photos[0].public_id}/download/")
    assert beyond.status_code == 402
    assert f"/extras/{made.public_id}/" in beyond.content.decode()
    page = client.get(f"/extras/{made.public_id}/?photo={photos[0].public_id}").content.decode()
    assert "€15.00" in page


def test_b7_e_it_says_why_there_is_no_third_one(client: Browser, alice: Person) -> None:
    made, photos = _published(alice, upsell=False, extra_price=None)
    for each in photos[:2]:
        _fetch(client, made, each)
    page = client.get(f"/extras/{made.public_id}/?photo={photos[2].public_id}").content.decode()
    assert "Ask the studio" in page


def test_b7_f_it_sells_the_third_one_as_an_item_of_an_order(client: Browser, alice: Person) -> None:
    made, photos = _published(alice)
    for each in photos[:2]:
        _fetch(client, made, each)
    wanted = {"action": "buy", "photo": photos[2].public_id}
    assert client.post(f"/extras/{made.public_id}/", wanted)["Location"] == "/checkout/"
    page = client.get("/checkout/")
    quote = page.context["quote"]
    assert (quote.priced.total, len(quote.lines)) == (1500, 1)
    kinds = [each.kind for each in quote.needs.consents]
    body = {"quote": quote.digest, "consents": kinds, "email": "carla@example.org"}
    placed = client.post("/api/v1/orders/", body, content_type="application/json")
    assert placed.status_code == 201
    item = OrderItem.objects.get(photo=photos[2])
    assert (item.gallery, item.line.unit_price) == (made, 1500)
