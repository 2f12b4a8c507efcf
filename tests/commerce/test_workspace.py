"""The team's pages of orders."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, OrderItem
from modules.commerce.services.delivery import recalculating
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, mails, photos_of, place, retouch

Open = Callable[..., Browser]
PAGES = ("", "progress/", "downloads.csv")
CHANGES = ("recalculate/", "deliver/", "accept/", "decline/", "cancel/")


def _url(order: Order, tail: str = "") -> str:
    return f"/studio/orders/{order.public_id}/{tail}"


def _ready(order: Order, gallery: Gallery, by: Person) -> None:
    retouch(*photos_of(gallery)[:2])
    recalculating.recalculate(order=order, by=by, at=timezone.now())


@pytest.mark.parametrize("tail", PAGES)
def test_it_opens_for_whoever_may_see_orders(
    tail: str, order: Order, acme: Studio, bob: Person, browser: Open
) -> None:
    assert browser(acme, bob).get(_url(order, tail)).status_code == 200


@pytest.mark.parametrize("tail", CHANGES)
def test_it_lets_nobody_change_who_may_only_see(
    tail: str, order: Order, acme: Studio, bob: Person, browser: Open
) -> None:
    assert browser(acme, bob).post(_url(order, tail)).status_code == 403


@pytest.mark.parametrize("tail", PAGES)
def test_it_shuts_a_client_out(
    tail: str, order: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    assert browser(acme, carla).get(_url(order, tail)).status_code == 403


@pytest.mark.parametrize("path", ["", "orders.csv"])
def test_it_shuts_a_client_out_of_the_list(
    path: str, acme: Studio, carla: Person, browser: Open
) -> None:
    assert browser(acme, carla).get(f"/studio/orders/{path}").status_code == 403


def test_it_knows_no_order_of_another_studio(
    order: Order, bolt: Studio, mallory: Person, browser: Open
) -> None:
    assert browser(bolt, mallory).get(_url(order)).status_code == 404


def test_it_says_what_will_be_sent(
    order: Order, gallery: Gallery, acme: Studio, alice: Person, browser: Open
) -> None:
    _ready(order, gallery, alice)
    page = browser(acme, alice).get(_url(order)).content.decode()
    assert "Deliver what is ready (2 of 3)" in page
    assert "2 photos, one mail to carla@example.org." in page


def test_it_tells_the_second_who_presses(
    order: Order, gallery: Gallery, acme: Studio, alice: Person, browser: Open
) -> None:
    _ready(order, gallery, alice)
    desk = browser(acme, alice)
    desk.post(_url(order, "deliver/"))
    page = desk.post(_url(order, "deliver/"), follow=True)
    assert page.status_code == 200
    assert "Already delivered by Alice" in page.content.decode()
    assert len(mails("order_delivered")) == 1


def test_it_asks_before_it_cancels_without_scripts(
    order: Order, acme: Studio, alice: Person, browser: Open
) -> None:
    desk = browser(acme, alice)
    assert f'href="{_url(order, "cancel/")}"' in desk.get(_url(order)).content.decode()
    asked = desk.get(_url(order, "cancel/")).content.decode()
    assert "Cancel this order?" in asked
    assert order.email in asked
    assert Order.objects.get(pk=order.pk).is_open
    desk.post(_url(order, "cancel/"), {"tell_client": "on"})
    assert not Order.objects.get(pk=order.pk).is_open


def test_it_asks_nothing_about_an_order_that_has_ended(
    order: Order, acme: Studio, alice: Person, browser: Open
) -> None:
    desk = browser(acme, alice)
    assert desk.get(_url(order, "decline/"))["Location"] == _url(order)
    desk.post(_url(order, "cancel/"))
    assert desk.get(_url(order, "cancel/"))["Location"] == _url(order)


def test_it_asks_before_it_declines_without_scripts(
    order: Order, acme: Studio, alice: Person, browser: Open
) -> None:
    Order.objects.filter(pk=order.pk).update(validation="awaiting")
    desk = browser(acme, alice)
    assert f'href="{_url(order, "decline/")}"' in desk.get(_url(order)).content.decode()
    assert "Decline this order?" in desk.get(_url(order, "decline/")).content.decode()


def test_it_shows_the_history_and_the_mails(
    order: Order, gallery: Gallery, acme: Studio, alice: Person, browser: Open
) -> None:
    _ready(order, gallery, alice)
    desk = browser(acme, alice)
    desk.post(_url(order, "deliver/"))
    page = desk.get(_url(order)).content.decode()
    for words in ("ordered 3 things", "recalculated: 2 ready, 1 waiting", "delivered 2 photos"):
        assert words in page
    assert all(mail.subject in page for mail in mails("order_delivered") + mails("order_placed"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1), ("?q=carla", 1), ("?q=%231001", 1), ("?q=nobody", 0), ("?show=needs-you", 1),
        ("?show=ready", 0), ("?show=new", 1), ("?fulfilment=fulfilled", 0), ("?life=open", 1),
        ("?validation=awaiting", 0), ("?show=problems", 0), ("?life=nonsense&after=x", 1),
    ],
)  # fmt: skip
def test_it_filters_by_the_address(
    query: str, found: int, order: Order, acme: Studio, alice: Person, browser: Open
) -> None:
    page = browser(acme, alice).get(f"/studio/orders/{query}").content.decode()
    assert page.count("list-title") == found


def test_it_exports_the_list_without_formulas(
    gallery: Gallery, carla: Person, acme: Studio, alice: Person, browser: Open
) -> None:
    place(customer(carla), gallery, note='=HYPERLINK("x")')
    text = browser(acme, alice).get("/studio/orders/orders.csv").content.decode()
    assert "carla@example.org" in text
    assert "\"'=HYPERLINK" in text


def test_it_counts_what_needs_the_studio(
    order: Order, gallery: Gallery, acme: Studio, alice: Person, browser: Open
) -> None:
    desk = browser(acme, alice)
    assert "1 new order" in desk.get("/studio/").content.decode()
    _ready(order, gallery, alice)
    assert "2 photos are ready to deliver" in desk.get("/studio/").content.decode()


def test_it_leaves_a_photo_out(order: Order, acme: Studio, alice: Person, browser: Open) -> None:
    item = order.items.order_by("pk")[0]
    desk = browser(acme, alice)
    desk.post(_url(order, f"items/{item.public_id}/cancel/"))
    assert OrderItem.objects.get(pk=item.pk).state == "cancelled"
    assert "left out" in desk.get(_url(order)).content.decode()
