"""A list asks the database as often for fifty rows as for five."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    QuantityDiscount,
    ShippingProfile,
)
from modules.gallery.models import Authorization, DeliveryFormat, Gallery, Photo
from safelight.accounts.models import Client, Person, Visitor
from safelight.accounts.services import people
from tenants.models import Studio
from tests.commerce import selling
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world

FEW, MANY = 5, 50


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = make_gallery(hidden=False)
    row = make_row(made, order=True, lowres=True, originals="all")
    row.formats.add(DeliveryFormat.objects.create(name="Web", pixels=800))
    return made


def clients(gallery: Gallery, count: int) -> None:
    for number in range(Client.objects.count(), count):
        people.list_client(email=f"guest{number}@example.org", name=f"Guest {number}")


def photos(gallery: Gallery, count: int) -> None:
    for _ in range(gallery.placements.count(), count):
        make_photo(in_gallery=gallery)


def orders(gallery: Gallery, count: int) -> None:
    """Orders of Carla with two photos each; the newest has as many photos as there are orders."""
    photos(gallery, count)
    shown = list(Photo.objects.filter(placements__gallery=gallery)[:count])
    carla = Person.objects.get(email="carla@example.org")
    visitor, _made = Visitor.objects.get_or_create(person=carla)
    for number in range(Order.objects.count(), count):
        order = Order.objects.create(
            number=5000 + number, visitor=visitor, person=carla, email=carla.email,
            currency="EUR", placed_at=timezone.now(), placement_key=f"{number}",
        )  # fmt: skip
        for photo in shown if number == count - 1 else shown[:2]:
            line = OrderLine.objects.create(
                order=order, kind="retouch", gallery=gallery, photo=photo, name=photo.name
            )
            OrderItem.objects.create(
                order=order, line=line, gallery=gallery, photo=photo, name=photo.name,
                state=ItemState.PENDING, method=Method.DOWNLOAD,
            )  # fmt: skip


def rows(gallery: Gallery, count: int) -> None:
    clients(gallery, count)
    for client in Client.objects.exclude(pk__in=gallery.authorizations.values("client")):
        Authorization.objects.create(gallery=gallery, client=client)


def galleries(gallery: Gallery, count: int) -> None:
    for _ in range(Gallery.objects.count(), count):
        made = make_gallery(hidden=False)
        make_row(made)
        make_photo(in_gallery=made)


def rules(gallery: Gallery, count: int) -> None:
    """Shipping, taxes and coupons."""
    for number in range(ShippingProfile.objects.count(), count):
        size, place = selling.tier(f"Tier {number}", number), selling.territory(f"{number}", "CH")
        sold = selling.price_list()
        selling.ask(selling.profile(f"Post {number}", sold), {size: 490}, place)
        selling.rate(selling.tax_profile(f"Tax {number}"), "DE", "19")
        selling.coupon(f"CODE-{number}").price_lists.add(sold)
        QuantityDiscount.objects.create(price_list=sold, threshold=5, percent=10)


LISTS: dict[str, tuple[str, Callable[[Gallery, int], None], str]] = {
    "clients": ("/studio/clients/", clients, "alice"),
    "photos on the site": ("/galleries/{g}/", photos, "carla"),
    "photos for scripts": ("/api/v1/galleries/{g}/photos/?site=1", photos, "carla"),
    "photos for programs": ("/api/v1/galleries/{g}/photos/", photos, "carla"),
    "photos in the workspace": ("/studio/galleries/{g}/", photos, "alice"),
    "orders in the workspace": ("/studio/orders/", orders, "alice"),
    "orders on the site": ("/orders/", orders, "carla"),
    "orders for programs": ("/api/v1/orders/", orders, "alice"),
    "an order in the workspace": ("/studio/orders/{o}/", orders, "alice"),
    "an order on the site": ("/orders/{o}/", orders, "carla"),
    "an order for programs": ("/api/v1/orders/{o}/", orders, "carla"),
    "shipping": ("/studio/prices/shipping/", rules, "alice"),
    "taxes": ("/studio/prices/taxes/", rules, "alice"),
    "discounts": ("/studio/prices/discounts/", rules, "alice"),
    "authorizations": ("/studio/galleries/{g}/authorizations/", rows, "alice"),
    "galleries in the workspace": ("/studio/galleries/", galleries, "alice"),
    "galleries for programs": ("/api/v1/galleries/", galleries, "alice"),
    "galleries on the site": ("/", galleries, "carla"),
}


@pytest.mark.parametrize("name", LISTS)
def test_it_asks_no_more_for_fifty_rows_than_for_five(
    acme: Studio, gallery: Gallery, name: str
) -> None:
    path, make, who = LISTS[name]
    browser = world.browser(acme, world.person(acme, f"{who}@example.org"))
    make(gallery, FEW)
    few = asked(browser, path, gallery)
    make(gallery, MANY)
    many = asked(browser, path, gallery)
    assert many <= few, (few, many)


def asked(browser: Browser, path: str, gallery: Gallery) -> int:
    """How many questions the page asks, when it has been asked for before."""
    newest = Order.objects.first()
    here = path.format(g=gallery.public_id, o=newest.public_id if newest else "")
    assert browser.get(here).status_code == 200
    Gallery.objects.update(content_revision=Gallery.objects.latest("pk").content_revision + 100)
    with CaptureQueriesContext(
        connection,
    ) as questions:
        assert browser.get(here).status_code == 200
    return len(questions)
