"""T2: where orders are checked by hand, nobody pays before the studio takes the order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.orders import validating
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.orders.validating import AlreadyDecided
from modules.commerce.services.paying import starting
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.checkout.buying import buy, set_up
from tests.commerce.factories import mails, place
from tests.commerce.prices.factories import keep
from tests.commerce.transitions.mixed import fill_mixed, seen, states

Open = Callable[..., Browser]


@pytest.fixture
def awaiting(who: Customer, gallery: Gallery) -> Order:
    set_up(manual_validation=True)
    keep(fill_mixed(who, gallery), 3, gallery.placements.order_by("pk")[0].photo)
    return buy(who)


def test_t2_it_shows_no_payment_page_before(
    awaiting: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    assert awaiting.validation == "awaiting"
    page = browser(acme, carla).get(f"/orders/{awaiting.public_id}/pay/")
    assert page["Location"] == f"/orders/{awaiting.public_id}/"
    with pytest.raises(starting.CannotBePaidSo):
        paying.start(order=awaiting, provider="stripe", at=timezone.now())
    assert not starting.is_payable(awaiting)


def test_t2_it_makes_it_payable_and_tells_how(awaiting: Order, alice: Person) -> None:
    validating.accept(order=awaiting, by=alice, at=timezone.now())
    awaiting.refresh_from_db()
    assert (awaiting.validation, awaiting.payment) == ("accepted", "unpaid")
    assert starting.is_payable(awaiting)
    assert states(awaiting) == ["awaiting_payment"] * 5
    (mail,) = mails("order_accepted")
    assert "€64.90" in mail.text_body
    assert f"/orders/{awaiting.public_id}/" in mail.text_body


def test_t2_it_releases_what_costs_nothing(who: Customer, gallery: Gallery, alice: Person) -> None:
    set_up(manual_validation=True)
    order = place(who, gallery)
    assert states(order) == ["awaiting_payment"] * 3
    validating.accept(order=order, by=alice, at=timezone.now())
    assert states(order) == ["deferred"] * 3
    assert "paid" not in mails("order_accepted")[0].text_body


def test_t2_it_declines_and_gives_the_copies_back(awaiting: Order, alice: Person) -> None:
    stock = awaiting.holds.get().stock
    assert stock.left == 2
    validating.decline(order=awaiting, by=alice, at=timezone.now())
    stock.refresh_from_db()
    assert stock.left == 3
    assert states(awaiting) == ["cancelled"] * 5
    assert len(mails("order_cancelled")) == 1


@pytest.mark.parametrize("first", [validating.accept, validating.decline])
@pytest.mark.parametrize("again", [validating.accept, validating.decline])
def test_t2_it_is_decided_once(
    first: Callable[..., Order], again: Callable[..., Order], awaiting: Order, alice: Person
) -> None:
    first(order=awaiting, by=alice, at=timezone.now())
    before = seen(awaiting)
    with pytest.raises(AlreadyDecided):
        again(order=awaiting, by=alice, at=timezone.now())
    assert seen(awaiting) == before
