"""The team's page of an order with prices: buttons do what they say, and ask first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.delivery import withdrawing
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import states

Open = Callable[..., Browser]


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _url(order: Order, tail: str = "") -> str:
    return f"/studio/orders/{order.public_id}/{tail}"


def _page(desk: Browser, order: Order) -> str:
    return desk.get(_url(order)).content.decode()


def test_it_shows_lines_sums_and_dimensions(unpaid: Order, desk: Browser) -> None:
    page = _page(desk, unpaid)
    for words in ("Row of 1500", "€15.00", "€64.90", "Unpaid", "Nothing delivered", "Lindenallee"):
        assert words in page
    assert "€64.90 are not paid yet" in page


def test_t9_it_asks_before_it_forces_without_scripts(unpaid: Order, desk: Browser) -> None:
    address = _url(unpaid, "forced-delivery/")
    assert f'href="{address}"' in _page(desk, unpaid)
    assert 'name="sure"' in desk.get(address).content.decode()
    assert "Say that you mean to" in desk.post(address, follow=True).content.decode()
    assert states(unpaid) == ["awaiting_payment"] * 5
    desk.post(address, {"sure": "on"})
    assert states(unpaid)[0] == "delivered"
    assert "before payment" in _page(desk, unpaid)


def test_it_asks_before_money_moves_without_scripts(unpaid: Order, desk: Browser) -> None:
    assert "Was €64.90 paid?" in desk.get(_url(unpaid, "paid/")).content.decode()
    desk.post(_url(unpaid, "paid/"), {"note": "Cash"})
    assert desk.get(_url(unpaid, "paid/"))["Location"] == _url(unpaid)
    asked = desk.get(_url(unpaid, "refunds/")).content.decode()
    assert "Everything that is left: €64.90" in asked
    unpaid.refresh_from_db()
    assert unpaid.payment == "paid"


def test_it_sends_hands_out_and_ticks_off(paid: Order, desk: Browser) -> None:
    ship, pick_up = paid.parcels.get(kind="ship"), paid.parcels.get(kind="pick-up")
    product = paid.items.order_by("pk")[4]
    desk.post(_url(paid, f"parcels/{ship.public_id}/sent/"), {"carrier": "DHL", "number": "J1"})
    desk.post(_url(paid, f"parcels/{pick_up.public_id}/ready/"))
    desk.post(_url(paid, f"parcels/{pick_up.public_id}/picked-up/"))
    desk.post(_url(paid, f"items/{product.public_id}/handed-over/"))
    assert states(paid)[2:] == ["shipped", "delivered", "delivered"]
    page = _page(desk, paid)
    for words in ("sent the parcel “Post” (DHL J1)", "handed out a parcel", "handed over"):
        assert words in page


def test_it_says_what_is_wrong_with_a_link(paid: Order, desk: Browser) -> None:
    ship = paid.parcels.get(kind="ship")
    sent = _url(paid, f"parcels/{ship.public_id}/sent/")
    page = desk.post(sent, {"url": "javascript:alert(1)"}, follow=True).content.decode()
    assert "does not look like one" in page
    assert not mails("order_sent")


def test_it_tries_again(paid: Order, desk: Browser) -> None:
    item = paid.items.order_by("pk")[0]
    item.stop("The disk was full.")
    item.save()
    assert "The disk was full." in _page(desk, paid)
    desk.post(_url(paid, f"items/{item.public_id}/retry/"))
    assert states(paid)[0] == "pending"


def test_row_174_it_turns_downloads_off_and_on(paid: Order, desk: Browser) -> None:
    assert "Turn the downloads" in desk.get(_url(paid, "downloads/off/")).content.decode()
    for _twice in range(2):
        desk.post(_url(paid, "downloads/off/"))
    assert withdrawing.is_withdrawn(paid)
    assert "Downloads are turned off." in _page(desk, paid)
    desk.post(_url(paid, "downloads/on/"))
    assert not withdrawing.is_withdrawn(paid)
    assert paid.entries.filter(verb="links_withdrawn").count() == 1


def test_it_counts_what_is_to_be_sent(paid: Order, desk: Browser) -> None:
    home = desk.get("/studio/").content.decode()
    assert "1 order has something to send or hand over" in home
    assert desk.get("/studio/orders/?show=to-send").content.decode().count("list-title") == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?payment=paid", 1), ("?payment=unpaid", 0), ("?from=2000-01-01", 1),
        ("?to=2000-01-01", 0), ("?from=nonsense&to=9999-12-31", 1), ("?gallery=x", 0),
    ],
)  # fmt: skip
def test_it_filters_by_payment_days_and_gallery(
    query: str, found: int, paid: Order, desk: Browser
) -> None:
    page = desk.get(f"/studio/orders/{query}").content.decode()
    assert page.count("list-title") == found


def test_it_filters_by_the_days_of_the_studio(paid: Order, desk: Browser) -> None:
    day = timezone.localtime(paid.placed_at).date().isoformat()
    for query, found in ((f"?from={day}&to={day}", 1), (f"?gallery={_place(paid)}", 1)):
        page = desk.get(f"/studio/orders/{query}").content.decode()
        assert page.count("list-title") == found


def _place(order: Order) -> str:
    gallery = order.items.order_by("pk")[0].gallery
    assert gallery is not None
    return str(gallery.public_id)


def test_it_shows_nothing_of_money_to_whoever_may_not(
    unpaid: Order, acme: Studio, bob: Person, browser: Open
) -> None:
    page = browser(acme, bob).get(_url(unpaid)).content.decode()
    assert "forced-delivery" not in page
    assert 'href="paid/"' not in page
    assert paying.everything_left(unpaid)
