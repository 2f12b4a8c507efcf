"""Large downloads of orders and finals come in numbered parts (row 170)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.delivery import delivering, recalculating
from modules.gallery import facade
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.commerce.factories import customer, photos_of, place, shop
from tests.commerce.transfer.conftest import Fair, fair
from tests.gallery.plane import fetch

Open = Callable[..., Browser]
__all__ = ["fair"]


@pytest.fixture
def delivered(inside_acme: Studio, carla: Person, alice: Person) -> Order:
    """Three files, and archives of two at most."""
    gallery: Gallery = shop(carla, photos=3, stored=True)
    order = place(customer(carla), gallery)
    for photo in photos_of(gallery):
        photo.state = "FINAL"
        photo.save(update_fields=["state"])
    recalculating.recalculate(order=order, by=alice, at=timezone.now())
    delivering.deliver_ready(order=order, by=alice, at=timezone.now())
    limit()
    return order


def limit() -> None:
    SiteSettings.objects.update(modules={"gallery": {"archive_part_files": 2}})


def names(browser: Browser, address: str, *, parts: int) -> list[str]:
    """What the archives of all parts hold."""
    found = []
    for number in range(1, parts + 1):
        got = fetch(browser, browser.get(f"{address}?part={number}")["Location"])
        assert f"({number} of {parts}).zip" in got.headers["content-disposition"]
        with zipfile.ZipFile(io.BytesIO(got.body)) as opened:
            found += opened.namelist()
    return found


def test_row_170_it_gives_an_order_in_numbered_parts(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    mine, address = browser(acme, carla), f"/orders/{delivered.public_id}/archive/"
    page = mine.get(address).content.decode()
    assert ("Part 2" in page, "Part 3" in page) == (True, False)
    assert not facade.downloads_of_order(order_public_id=delivered.public_id)
    assert len(set(names(mine, address, parts=2))) == 3
    assert len(facade.downloads_of_order(order_public_id=delivered.public_id)) == 3


@pytest.mark.parametrize("part", ["0", "3", "x", "-1", "9" * 30])
def test_row_170_it_knows_no_other_part_of_an_order(
    part: str, delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    address = f"/orders/{delivered.public_id}/archive/?part={part}"
    assert browser(acme, carla).get(address).status_code == 404


def test_row_170_it_gives_finals_in_numbered_parts(fair: Fair, acme: Studio, browser: Open) -> None:
    fair.allow("anybody")
    fair.transfer("A.jpg", "B.jpg", "C.jpg")
    limit()
    mine, address = browser(acme), f"{fair.tab}archive/"
    assert "Part 2" in mine.get(address).content.decode()
    assert names(mine, address, parts=2) == ["A.jpg", "B.jpg", "C.jpg"]
    assert mine.get(f"{address}?part=3").status_code == 404
