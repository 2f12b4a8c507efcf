"""A studio that is suspended: what was paid goes out for 30 days, and nothing that is free does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants import life, resolve
from tenants.models import Studio
from tests.commerce.test_order_page import addresses, deliver, renewed
from tests.commerce.transfer.conftest import Fair, downloads, fair

Open = Callable[..., Browser]
__all__ = ["fair"]


def suspend(studio: Studio) -> None:
    life.suspend(studio=studio, why=Studio.Why.UNPAID, at=timezone.now())
    resolve.forget_all()


def test_row_7_it_hands_out_what_was_paid_until_the_day(  # noqa: PLR0913 - fixtures
    order: Order, gallery: Gallery, acme: Studio, alice: Person, carla: Person, browser: Open
) -> None:
    deliver(order, alice, photos=2)
    mine, (page, one, archive) = browser(acme, carla), addresses(order)
    location = mine.get(one)["Location"]
    suspend(acme)
    assert mine.get(page).status_code == 200
    assert [mine.get(path).status_code for path in (one, archive)] == [302, 302]
    assert renewed(mine, location) == 302
    assert mine.get(f"/galleries/{gallery.public_id}/").status_code == 503
    Studio.objects.filter(pk=acme.pk).update(downloads_until=timezone.now())
    resolve.forget_all()
    assert [mine.get(path).status_code for path in (page, one, archive)] == [503, 503, 503]
    assert renewed(mine, location) == 404


@pytest.mark.parametrize("transfer", ["ordered", "anybody"])
def test_row_7_it_gives_finals_to_whoever_ordered_and_to_nobody_else(
    fair: Fair, acme: Studio, browser: Open, transfer: str
) -> None:
    fair.transfer("A.jpg", "B.jpg")
    order = fair.order("A")
    buyer, guest = browser(acme), browser(acme)
    buyer.get(fair.path(order))
    fair.allow(transfer)
    suspend(acme)
    assert downloads(buyer, fair) == {"A.jpg"}
    assert downloads(guest, fair) == set()
