"""A gallery does without its photo transfer again, where nobody counts on it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.services.orders import cancelling
from modules.gallery.models import Gallery, Photo
from modules.gallery.services import ending_transfers
from modules.gallery.services.ending_transfers import TransferStays
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.transfer.conftest import Fair, Open, downloads

pytestmark = pytest.mark.django_db
MODULES = frozenset({"gallery", "commerce"})


def end(fair: Fair) -> int:
    return ending_transfers.end(gallery=fair.gallery, modules=MODULES)


def test_it_deletes_the_finals_and_delivers_by_orders_from_then_on(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.allow("anybody")
    fair.transfer("A.jpg", "stray.jpg")
    assert end(fair) == 2
    assert end(fair) == 0
    assert not Gallery.objects.filter(finals_of=fair.gallery).exists()
    assert not Photo.objects.filter(name="stray.jpg").exists()
    assert browser(acme).get(fair.tab).status_code == 404
    assert fair.order("B").items.get().method == "download"


def test_it_stays_where_an_order_waits_for_finals(fair: Fair, alice: Person) -> None:
    order = fair.order("A", paid=False)
    with pytest.raises(TransferStays, match=f"Order {order.number} waits"):
        end(fair)
    cancelling.cancel(order=order, by=alice, at=timezone.now(), tell_client=False)
    assert end(fair) == 0


def test_it_stays_where_clients_were_told(fair: Fair, acme: Studio, browser: Open) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A")
    fair.notify()
    with pytest.raises(TransferStays, match="the links in their mails would end"):
        end(fair)
    mine = browser(acme)
    mine.get(fair.path(order))
    assert downloads(mine, fair) == {"A.jpg"}


def test_it_is_taken_off_on_its_page_and_by_the_api(
    fair: Fair, acme: Studio, alice: Person, browser: Open
) -> None:
    desk, page = browser(acme, alice), f"/studio/galleries/{fair.gallery.public_id}/transfer/"
    assert "Take the photo transfer off" in desk.get(page).content.decode()
    said = desk.post(f"{page}end/", follow=True).content.decode()
    assert "has no photo transfer any more" in said
    assert "Begin the photo transfer" in said
    fair.allow("ordered")
    order = fair.order("A")
    assert f"Order {order.number} waits for finals" in desk.get(page).content.decode()
    answer = desk.delete(f"/api/v1/galleries/{fair.gallery.public_id}/transfer/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "transfer_stays")
