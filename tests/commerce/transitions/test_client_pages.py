"""What a client sees of an order, and finds again in their account."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.delivery import handing_over, withdrawing
from modules.commerce.services.delivery.handing_over import Tracking
from modules.commerce.services.orders import cancelling, links
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import customer, mails, place, shop
from tests.support import world

Open = Callable[..., Browser]


@pytest.fixture
def mine(acme: Studio, carla: Person, browser: Open) -> Browser:
    return browser(acme, carla)


def _page(mine: Browser, order: Order) -> str:
    return mine.get(f"/orders/{order.public_id}/").content.decode()


def test_it_shows_what_is_due_and_what_it_is_for(unpaid: Order, mine: Browser) -> None:
    page = _page(mine, unpaid)
    for words in ("It goes on as soon as it is paid", "Row of 1500", "€64.90", "Ring twice."):
        assert words in page
    assert f"/orders/{unpaid.public_id}/pay/" in page


def test_it_shows_how_to_follow_a_parcel(paid: Order, mine: Browser, alice: Person) -> None:
    tracking = Tracking(carrier="DHL", number="JD01", url="https://dhl.example/JD01")
    parcel = paid.parcels.get(kind="ship")
    handing_over.send(parcel=parcel, tracking=tracking, by=alice, at=timezone.now())
    page = _page(mine, paid)
    assert 'href="https://dhl.example/JD01"' in page
    assert "On its way" in page


def test_row_168_it_keeps_files_to_fetch_again(paid: Order, mine: Browser) -> None:
    drain()
    page = mine.get("/account/downloads/").content.decode()
    item = paid.items.order_by("pk")[0]
    address = f"/orders/{paid.public_id}/items/{item.public_id}/download/"
    assert address in page
    for _again in range(3):
        assert mine.get(address).status_code == 302
    assert mine.get(f"/orders/{paid.public_id}/archive/").status_code == 302


def test_it_archives_files_only(paid: Order, mine: Browser, alice: Person) -> None:
    drain()
    item = paid.items.order_by("pk")[4]
    handing_over.hand_over(item=item, by=alice, at=timezone.now())
    assert mine.get(f"/orders/{paid.public_id}/archive/").status_code == 302
    address = f"/orders/{paid.public_id}/items/{item.public_id}/download/"
    assert mine.get(address).status_code == 404


def test_row_174_it_gives_nothing_while_downloads_are_off(
    paid: Order, mine: Browser, alice: Person
) -> None:
    drain()
    item = paid.items.order_by("pk")[0]
    address = f"/orders/{paid.public_id}/items/{item.public_id}/download/"
    revision = paid.access_revision
    withdrawing.withdraw(order=paid, by=alice, at=timezone.now())
    paid.refresh_from_db()
    assert paid.access_revision > revision
    assert mine.get(address).status_code == 404
    assert "Downloads are turned off" in _page(mine, paid)
    assert address not in mine.get("/account/downloads/").content.decode()
    withdrawing.restore(order=paid, by=alice, at=timezone.now())
    assert mine.get(address).status_code == 302


@pytest.mark.parametrize("path", ["/account/downloads/", "/account/invoices/", "/galleries/"])
def test_it_shows_nobody_what_is_anothers(
    path: str, paid: Order, mine: Browser, acme: Studio, browser: Open
) -> None:
    drain()
    dora = browser(acme, world.person(acme, "dora@example.org"))
    assert dora.get(path).status_code == browser(acme).get(path).status_code == 200
    theirs = mine.get(path).content.decode()
    for other in (dora, browser(acme)):
        page = other.get(path).content.decode()
        assert paid.public_id not in page
        assert page.count("list-title") == 0 <= theirs.count("list-title")


def test_it_leads_from_the_account_to_all_of_it(mine: Browser, gallery: object) -> None:
    page = mine.get("/account/").content.decode()
    for path in ("/orders/", "/account/downloads/", "/account/invoices/", "/galleries/"):
        assert f'href="{path}"' in page
        assert mine.get(path).status_code == 200


def test_it_shows_the_galleries_of_a_client(
    mine: Browser, gallery: object, acme: Studio, browser: Open
) -> None:
    assert str(gallery) in mine.get("/galleries/").content.decode()
    assert str(gallery) not in browser(acme).get("/galleries/").content.decode()


@pytest.fixture
def of_a_guest(inside_acme: Studio) -> Order:
    return place(customer(), shop(None))


def _wait(monkeypatch: pytest.MonkeyPatch, *, days: int) -> None:
    """Signatures are as many days older from here on."""
    then = time.time() + days * links.DAY
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=lambda: then))


def test_row_167_it_mails_a_new_link_where_one_is_over(
    of_a_guest: Order, acme: Studio, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, guest = links.mailed_path(of_a_guest), browser(acme)
    _wait(monkeypatch, days=91)
    page = guest.get(old).content.decode()
    assert "g…@example.org" in page
    assert "gast@example.org" not in page
    for _twice in range(2):
        assert "on its way" in guest.post(old).content.decode()
    (mail,) = mails("order_link")
    assert mail.to_email == "gast@example.org"
    fresh = links.mailed_path(of_a_guest)
    assert guest.get(fresh)["Location"] == f"/orders/{of_a_guest.public_id}/"


def test_row_167_it_opens_by_a_link_that_is_not_over(
    of_a_guest: Order, acme: Studio, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = links.mailed_path(of_a_guest)
    _wait(monkeypatch, days=89)
    assert browser(acme).get(old)["Location"] == f"/orders/{of_a_guest.public_id}/"


def test_row_167_it_mails_no_link_to_what_has_ended(
    of_a_guest: Order, acme: Studio, alice: Person, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = links.mailed_path(of_a_guest)
    cancelling.cancel(order=of_a_guest, by=alice, at=timezone.now(), tell_client=False)
    _wait(monkeypatch, days=91)
    assert browser(acme).post(old).status_code == 404
    assert not mails("order_link")


def test_row_167_it_mails_no_link_for_a_stamp_that_was_never_made(
    of_a_guest: Order, acme: Studio, browser: Open
) -> None:
    wrong = links.mailed_path(of_a_guest)[:-3] + "xx/"
    for method in ("get", "post"):
        assert getattr(browser(acme), method)(wrong).status_code == 404
    assert not mails("order_link")
