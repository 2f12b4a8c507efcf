"""Carts and orders for programs and for the pages' own scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, mails, photos_of, place, retouch, shop

Open = Callable[..., Browser]
JSON = "application/json"


@pytest.fixture
def program(acme: Studio, carla: Person, browser: Open) -> Browser:
    return browser(acme, carla)


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _fill(program: Browser, gallery: Gallery) -> dict[str, Any]:
    photos = [photo.public_id for photo in photos_of(gallery)]
    body = {"gallery": gallery.public_id, "photos": photos}
    answer = program.post("/api/v1/cart/", body, JSON)
    assert answer.status_code == 200
    return dict(answer.json())


def _url(order: Order, tail: str = "") -> str:
    return f"/api/v1/orders/{order.public_id}/{tail}"


def test_it_fills_a_cart(program: Browser, gallery: Gallery) -> None:
    cart = _fill(program, gallery)
    first = cart["items"][0]
    assert (cart["count"], cart["total"]) == (3, {"amount": 0, "currency": "EUR"})
    assert first["photo"] == photos_of(gallery)[0].public_id
    assert first["gallery"] == gallery.public_id
    assert first["small"].startswith("http://acme.")
    assert _fill(program, gallery)["count"] == 3


def test_it_keeps_notes_and_takes_out(program: Browser, gallery: Gallery) -> None:
    _fill(program, gallery)
    photo = photos_of(gallery)[0].public_id
    noted = program.put(f"/api/v1/cart/items/{photo}/", {"note": "Lift it"}, JSON)
    assert noted.json()["note"] == "Lift it"
    assert program.delete(f"/api/v1/cart/items/{photo}/").status_code == 204
    assert program.get("/api/v1/cart/").json()["count"] == 2


def test_it_refuses_a_note_that_is_too_long(program: Browser, gallery: Gallery) -> None:
    _fill(program, gallery)
    photo = photos_of(gallery)[0].public_id
    answer = program.put(f"/api/v1/cart/items/{photo}/", {"note": "x" * 2001}, JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "note_too_long")


@pytest.mark.parametrize("states", [["FINAL"], ["UNDEFINED"]])
def test_it_refuses_what_is_not_offered(
    program: Browser, gallery: Gallery, states: list[str]
) -> None:
    Gallery.objects.filter(pk=gallery.pk).update(order_states=states)
    body = {"gallery": gallery.public_id, "photos": [photos_of(gallery)[0].public_id]}
    answer = program.post("/api/v1/cart/", body, JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "cannot_be_ordered")


def test_pay_10_it_knows_no_gallery_that_the_caller_may_not_enter(
    program: Browser, inside_acme: Studio
) -> None:
    closed = shop(None, published_at=None)
    body = {"gallery": closed.public_id, "photos": [photos_of(closed)[0].public_id]}
    assert program.post("/api/v1/cart/", body, JSON).status_code == 404


def test_pay_13_it_places_one_order_for_one_key(program: Browser, gallery: Gallery) -> None:
    _fill(program, gallery)
    key = {"Idempotency-Key": "k1"}
    answers = [
        program.post("/api/v1/orders/", {"note": "n"}, JSON, headers=key) for _time in range(5)
    ]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Order.objects.count() == len(mails("order_placed")) == 1


def test_pay_13_it_refuses_another_body_under_the_same_key(
    program: Browser, gallery: Gallery
) -> None:
    _fill(program, gallery)
    key = {"Idempotency-Key": "k1"}
    program.post("/api/v1/orders/", {"note": "n"}, JSON, headers=key)
    answer = program.post("/api/v1/orders/", {"note": "other"}, JSON, headers=key)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "idempotency_key_reused")
    assert Order.objects.count() == 1


def test_pay_13_it_lets_two_clients_use_the_same_key(gallery: Gallery, carla: Person) -> None:
    everybody = shop(None)
    first = place(customer(), everybody, key="1")
    second = place(customer(), everybody, key="1")
    assert first.pk != second.pk


def test_pay_13_it_remembers_a_key_for_ever(gallery: Gallery, carla: Person) -> None:
    who = customer(carla)
    first = place(who, gallery, key="old")
    Order.objects.update(placed_at="2020-01-01T00:00Z")
    assert place(who, gallery, key="old").pk == first.pk


def test_it_refuses_an_empty_cart(program: Browser, gallery: Gallery) -> None:
    answer = program.post("/api/v1/orders/", {}, JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "cart_is_empty")


def test_it_shows_clients_their_own(order: Order, program: Browser) -> None:
    assert [each["number"] for each in program.get("/api/v1/orders/").json()["results"]] == [1001]
    shown = program.get(_url(order)).json()
    assert (shown["life"], shown["payment"], len(shown["items"])) == ("open", "not_due", 3)


def test_it_shows_the_team_all(order: Order, desk: Browser) -> None:
    assert len(desk.get("/api/v1/orders/").json()["results"]) == 1


def test_it_recalculates_and_delivers(order: Order, gallery: Gallery, desk: Browser) -> None:
    retouch(photos_of(gallery)[0])
    counts = desk.put(_url(order, "recalculation/")).json()
    assert counts == {"changed": 1, "ready": 1, "waiting": 2}
    made = desk.post(_url(order, "deliveries/"))
    assert (made.status_code, made.json()["photos"]) == (201, 1)
    again = desk.post(_url(order, "deliveries/"))
    assert (again.status_code, again.json()["error"]["code"]) == (409, "nothing_to_deliver")
    assert len(desk.get(_url(order, "deliveries/")).json()) == 1
    item = desk.get(_url(order)).json()["items"][0]
    assert item["download"] == f"/orders/{order.public_id}/items/{item['id']}/download/"


def test_it_accepts_and_declines(order: Order, desk: Browser) -> None:
    Order.objects.update(validation="awaiting")
    order.items.update(state="awaiting_payment")
    declined = desk.put(_url(order, "acceptance/"), {"accepted": False}, JSON)
    assert declined.json()["validation"] == "declined"
    assert desk.put(_url(order, "acceptance/"), {}, JSON).status_code == 409


def test_it_cancels_an_order_and_an_item(order: Order, desk: Browser) -> None:
    item = order.items.order_by("pk")[0]
    left = desk.put(_url(order, f"items/{item.public_id}/cancellation/")).json()
    assert [each["state"] for each in left["items"]].count("cancelled") == 1
    assert desk.put(_url(order, "cancellation/"), {}, JSON).json()["life"] == "cancelled"
    assert mails("order_cancelled") == []


@pytest.mark.parametrize(
    ("method", "tail"),
    [
        ("put", "recalculation/"), ("post", "deliveries/"), ("put", "acceptance/"),
        ("put", "cancellation/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("email", ["bob@example.org", "carla@example.org"])
def test_it_lets_only_managers_change_orders(
    method: str, tail: str, email: str, order: Order, acme: Studio, browser: Open
) -> None:
    who = browser(acme, Person.objects.get(email=email))
    assert getattr(who, method)(_url(order, tail)).status_code == 403
    assert getattr(browser(acme), method)(_url(order, tail)).status_code == 401
