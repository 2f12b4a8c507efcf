"""The team's pages of lab orders, the panel on the client's order, and what waits for a person."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from modules.commerce.models import Order, PriceList
from modules.labs.contract import Issue
from modules.labs.models import LabConnection, LabOrder, LabState
from modules.labs.services import ordering
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab, charge
from tests.labs.ordering.setting import AT


@pytest.fixture
def page(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def waiting(connection: LabConnection) -> LabOrder:
    return setting.gathered(setting.prints_by(connection, auto_submit=False))


def url(name: str, *parts: str) -> str:
    return reverse(f"labs_workspace:{name}", args=parts)


def text(browser: Browser, path: str) -> str:
    return str(browser.get(path).content.decode())


def test_it_lists_them_with_counts(page: Browser, waiting: LabOrder) -> None:
    found = text(page, url("orders"))
    assert waiting.reference in found
    assert "Carla Client" in found
    assert waiting.reference in text(page, f"{url('orders')}?show=needs-you")
    assert waiting.reference not in text(page, f"{url('orders')}?show=done")


def test_it_asks_as_often_for_many_as_for_few(
    page: Browser, waiting: LabOrder, django_assert_max_num_queries: Callable[..., object]
) -> None:
    text(page, url("orders"))
    for _each in range(5):
        setting.gathered(PriceList.objects.get())
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        text(page, url("orders"))


def test_it_shows_one_with_what_can_be_done(page: Browser, waiting: LabOrder) -> None:
    found = text(page, url("order", waiting.public_id))
    for words in ("It waits for you to send it.", "Send now", "Lindenallee 1", "Make it yourself"):
        assert words in found
    assert "Take it back" not in found


def test_it_sends_one(page: Browser, waiting: LabOrder) -> None:
    page.post(url("order_send", waiting.public_id))
    drain()
    assert setting.fresh(waiting).state == LabState.AT_LAB
    found = text(page, url("order", waiting.public_id))
    assert "Take it back" in found
    assert "Make it yourself" not in found


def test_it_tells_how_far_the_sending_is(page: Browser, waiting: LabOrder) -> None:
    path = url("order_progress", waiting.public_id)
    page.post(url("order_send", waiting.public_id))
    assert page.get(path).json()["state"] == "running"
    drain()
    found = page.get(path).json()
    assert (found["state"], found["done"]) == ("done", 1)


def test_it_says_why_one_stopped(page: Browser, prints: PriceList, lab: PaperLab) -> None:
    made = setting.at_lab(prints)
    lab.tell(issues=(Issue(code="x", sentence="The file is torn."),), charges=(charge(1500),))
    page.post(url("order_ask", made.public_id))
    found = text(page, url("order", made.public_id))
    assert "The file is torn." in found
    assert "more than expected" in found
    assert "The file is torn." in text(page, "/studio/")


def test_it_shows_them_on_the_client_s_order(page: Browser, waiting: LabOrder) -> None:
    order = Order.objects.get()
    found = text(page, reverse("commerce_workspace:order", args=[order.public_id]))
    assert url("order", waiting.public_id) in found
    assert "1 print waits to go to its lab." in found
    assert "Recalculate" not in found


def test_it_sends_and_groups_several(page: Browser, waiting: LabOrder) -> None:
    other = setting.gathered(PriceList.objects.get())
    both = [waiting.public_id, other.public_id]
    said = page.post(url("orders_together"), {"lab_order": both, "action": "group"}, follow=True)
    assert "Only what the lab sends to you" in said.content.decode()
    page.post(url("orders_together"), {"lab_order": both, "action": "send"})
    assert set(LabOrder.objects.values_list("state", flat=True)) == {"sending"}


def test_it_changes_the_address(page: Browser, waiting: LabOrder) -> None:
    path = url("order_address", waiting.public_id)
    assert "Lindenallee 1" in text(page, path)
    typed = {
        "shipping-country": "CH", "shipping-name": "Dora", "shipping-street": "Gasse 1",
        "shipping-city": "Bern", "shipping-postal_code": "3012",
    }  # fmt: skip
    assert page.post(path, {**typed, "shipping-city": ""}).status_code == 400
    assert page.post(path, typed).status_code == 302
    assert setting.fresh(waiting).recipient["city"] == "Bern"


def test_it_chooses_another_part(page: Browser, waiting: LabOrder) -> None:
    piece = waiting.pieces.get()
    path = url("piece_frame", waiting.public_id, piece.public_id)
    part = {"left": 0, "top": 0.5, "width": 0.5, "height": 0.5, "turned": 0, "fit": "crop"}
    assert page.post(path, {"framing": json.dumps(part)}).status_code == 302
    piece.item.refresh_from_db()
    assert piece.item.framing == part
    assert page.post(path, {"framing": "[1]"}).status_code == 302
    piece.item.refresh_from_db()
    assert piece.item.framing == part
    page.post(path, {"framing": ""})
    piece.item.refresh_from_db()
    assert piece.item.framing == {}


def test_it_chooses_with_the_clients_own_editor(page: Browser, waiting: LabOrder) -> None:
    piece = waiting.pieces.get()
    item, gallery = piece.item, make_gallery()
    item.gallery, item.photo = gallery, make_photo(in_gallery=gallery)
    item.save(update_fields=["gallery", "photo"])
    shown = page.get(url("piece_frame", waiting.public_id, piece.public_id)).content.decode()
    assert 'data-controller="crop"' in shown
    assert "&quot;area&quot;" in shown


@pytest.mark.parametrize("name", ["cancel", "in_house"])
def test_it_asks_before_what_cannot_be_undone(page: Browser, waiting: LabOrder, name: str) -> None:
    path = url(f"order_{name}", waiting.public_id)
    assert page.get(path).status_code == 200
    assert page.post(path).status_code == 302
    assert setting.fresh(waiting).state == LabState.CANCELLED
    assert page.get(path).status_code == 302


def test_it_does_the_same_by_the_api(page: Browser, waiting: LabOrder) -> None:
    path = f"/api/v1/lab-orders/{waiting.public_id}/"
    found = page.get(path).json()
    assert (found["state"], found["pieces"][0]["copies"]) == ("waiting", 2)
    answer = page.put(f"{path}window/", {"hours": 24}, content_type="application/json")
    assert answer.json()["decide_by"]
    page.put(f"{path}sending/", content_type="application/json")
    drain()
    assert page.get("/api/v1/lab-orders/?state=at_lab").json()["results"][0]["id"] == found["id"]
    wish = {"then": "keep"}
    page.put(f"{path}taking-back/", wish, content_type="application/json")
    drain()
    assert page.get(path).json()["wishes"][0]["is_granted"]


def test_it_delivers_files_without_waiting_for_prints(waiting: LabOrder, page: Browser) -> None:
    """B11 g."""
    item = waiting.pieces.get().item
    item.pk, item.public_id = None, "d" * 22
    item.state, item.method, item.only_final = "pending", "download", False
    item.save(force_insert=True)
    page.post(reverse("commerce_workspace:deliver", args=[item.order.public_id]))
    item.refresh_from_db()
    assert item.state == "delivered"
    assert setting.fresh(waiting).state == LabState.WAITING


def test_it_needs_you_only_while_something_waits(page: Browser, waiting: LabOrder) -> None:
    assert "1 lab order needs you" in text(page, "/studio/")
    ordering.cancel(lab_order=waiting, by=None, at=AT)
    assert "needs you" not in text(page, "/studio/labs/orders/")
