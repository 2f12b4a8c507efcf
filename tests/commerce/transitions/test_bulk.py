"""The same for many orders: asked once, done one by one, each with its own result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.paying.orders import bill, states

Open = Callable[..., Browser]
TOGETHER = "/studio/orders/together/"


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def orders(inside_acme: Studio, carla: Person) -> list[Order]:
    """Two that are unpaid, and one that was cancelled."""
    return [bill(carla), bill(carla), bill(carla, life="cancelled")]


def _press(desk: Browser, orders: list[Order], action: str, **said: str) -> str:
    form = {"order": [order.public_id for order in orders], "action": action, **said}
    return desk.post(TOGETHER, form).content.decode()


def test_it_asks_before_it_does_anything(orders: list[Order], desk: Browser) -> None:
    page = _press(desk, orders, "paid")
    assert page.count('name="order"') == 3
    assert 'name="sure"' in page
    assert set(Order.objects.values_list("payment", flat=True)) == {"unpaid"}


def test_it_says_of_each_order_what_came_of_it(orders: list[Order], desk: Browser) -> None:
    page = _press(desk, orders, "paid", sure="on", note="Cash")
    assert "Done with 2 orders." in page
    assert "1 stays as it was." in page
    assert page.count("The order is marked as paid.") == 2
    assert "nothing is due" in page
    assert Order.objects.filter(payment="paid").count() == 2
    assert len(mails("order_paid")) == 2


def test_it_does_nothing_again(orders: list[Order], desk: Browser) -> None:
    _press(desk, orders, "paid", sure="on")
    page = _press(desk, orders, "paid", sure="on")
    assert "Done with 0 orders." in page
    assert page.count("Already marked as paid by Alice") == 2
    assert len(mails("order_paid")) == 2


def test_it_delivers_what_is_ready(orders: list[Order], desk: Browser) -> None:
    _press(desk, orders[:1], "paid", sure="on")
    page = _press(desk, orders, "deliver", sure="on")
    assert "2 photos are delivered" in page
    assert "This order is not paid." in page
    assert states(orders[0]) == {"delivered"}
    assert len(mails("order_delivered")) == 1


@pytest.mark.parametrize(("said", "told"), [({"tell_client": "on"}, 2), ({}, 0)])
def test_it_cancels(said: dict[str, str], told: int, orders: list[Order], desk: Browser) -> None:
    page = _press(desk, orders, "cancel", sure="on", **said)
    assert "It was cancelled before." in page
    assert set(Order.objects.values_list("life", flat=True)) == {"cancelled"}
    assert len(mails("order_cancelled")) == told


def test_it_exports_what_is_selected(orders: list[Order], desk: Browser) -> None:
    text = _press(desk, orders[:2], "export")
    assert len(text.strip().splitlines()) == 3
    assert "30.00" in text


def test_it_lets_nobody_do_what_the_role_does_not_allow(
    orders: list[Order], acme: Studio, bob: Person, browser: Open
) -> None:
    form = {"order": [orders[0].public_id], "sure": "on"}
    for action in ("paid", "deliver", "cancel"):
        answer = browser(acme, bob).post(TOGETHER, form | {"action": action})
        assert answer.status_code == 403


@pytest.mark.parametrize("form", [{}, {"action": "paid"}, {"order": "x", "action": "explode"}])
def test_it_goes_back_to_the_list_where_nothing_was_chosen(
    form: dict[str, str], orders: list[Order], desk: Browser
) -> None:
    assert desk.post(TOGETHER, form)["Location"] == "/studio/orders/"


def test_it_knows_no_order_of_another_studio(
    orders: list[Order], bolt: Studio, mallory: Person, browser: Open
) -> None:
    form = {"order": [orders[0].public_id], "action": "cancel", "sure": "on"}
    assert browser(bolt, mallory).post(TOGETHER, form)["Location"] == "/studio/orders/"
