"""What reaches its client otherwise than as a file: each once, with its own mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Order, Parcel
from modules.commerce.services.delivery import handing_over
from modules.commerce.services.delivery.delivering import OrderIsClosed
from modules.commerce.services.delivery.handing_over import (
    BadTracking,
    NothingToHandOver,
    Tracking,
    WrongWay,
)
from modules.commerce.services.orders import cancelling, leaving_out
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states

DHL = Tracking(carrier="DHL", number="JD01", url="https://dhl.example/JD01")
Act = Callable[[Parcel, Person], Parcel]


def _send(parcel: Parcel, by: Person, tracking: Tracking = DHL) -> Parcel:
    return handing_over.send(parcel=parcel, tracking=tracking, by=by, at=timezone.now())


def _announce(parcel: Parcel, by: Person) -> Parcel:
    return handing_over.announce(parcel=parcel, by=by, at=timezone.now())


def _pick_up(parcel: Parcel, by: Person) -> Parcel:
    return handing_over.picked_up(parcel=parcel, by=by, at=timezone.now())


def _parcel(order: Order, kind: str) -> Parcel:
    found: Parcel = order.parcels.get(kind=kind)
    return found


def test_it_sends_a_parcel_and_says_how_to_follow_it(paid: Order, alice: Person) -> None:
    parcel = _send(_parcel(paid, "ship"), alice)
    assert states(paid) == ["pending", "deferred", "shipped", "external", "external"]
    assert (parcel.carrier, parcel.tracking, parcel.tracking_url) == ("DHL", "JD01", DHL.url)
    (mail,) = mails("order_sent")
    assert all(word in mail.text_body for word in ("DHL", "JD01", DHL.url))
    assert mail.to_email == paid.email


def test_it_announces_and_hands_out_what_is_picked_up(paid: Order, alice: Person) -> None:
    parcel = _parcel(paid, "pick-up")
    _announce(parcel, alice)
    assert states(paid)[3] == "external"
    assert "Ring twice." in mails("order_ready")[0].text_body
    _pick_up(parcel, alice)
    assert states(paid)[3] == "delivered"
    assert len(mails("order_ready")) == 1


@pytest.mark.parametrize(
    ("kind", "act"), [("ship", _send), ("pick-up", _announce), ("pick-up", _pick_up)]
)
def test_it_happens_once(kind: str, act: Act, paid: Order, alice: Person) -> None:
    act(_parcel(paid, kind), alice)
    before = seen(paid)
    with pytest.raises(NothingToHandOver):
        act(_parcel(paid, kind), alice)
    assert seen(paid) == before


@pytest.mark.parametrize(
    ("kind", "act"), [("pick-up", _send), ("ship", _announce), ("ship", _pick_up)]
)
def test_it_goes_no_other_way_than_was_bought(
    kind: str, act: Act, paid: Order, alice: Person
) -> None:
    before = seen(paid)
    with pytest.raises(WrongWay):
        act(_parcel(paid, kind), alice)
    assert seen(paid) == before


@pytest.mark.parametrize(
    ("kind", "act"), [("ship", _send), ("pick-up", _announce), ("pick-up", _pick_up)]
)
def test_it_hands_nothing_over_that_is_not_paid(
    kind: str, act: Act, unpaid: Order, alice: Person
) -> None:
    before = seen(unpaid)
    with pytest.raises(NothingToHandOver, match="not paid"):
        act(_parcel(unpaid, kind), alice)
    assert seen(unpaid) == before


def test_it_hands_nothing_over_of_a_cancelled_order(paid: Order, alice: Person) -> None:
    cancelling.cancel(order=paid, by=alice, at=timezone.now(), tell_client=False)
    with pytest.raises(OrderIsClosed):
        _send(_parcel(paid, "ship"), alice)


@pytest.mark.parametrize(
    "given",
    [
        {"url": "javascript:alert(1)"}, {"url": "dhl"}, {"url": f"https://a.example/{'a' * 500}"},
        {"number": "1" * 121}, {"carrier": "a\0"},
    ],
)  # fmt: skip
def test_it_takes_no_tracking_that_cannot_be_one(
    given: dict[str, Any], paid: Order, alice: Person
) -> None:
    with pytest.raises(BadTracking):
        _send(_parcel(paid, "ship"), alice, Tracking(**given))
    assert states(paid)[2] == "external"


def test_it_ticks_a_product_off(paid: Order, alice: Person) -> None:
    product = paid.items.order_by("pk")[4]
    handing_over.hand_over(item=product, by=alice, at=timezone.now())
    assert states(paid)[4] == "delivered"
    before = seen(paid)
    handing_over.hand_over(item=product, by=alice, at=timezone.now())
    assert seen(paid) == before


@pytest.mark.parametrize("place", [0, 2])
def test_it_ticks_no_file_and_no_parcel_off(place: int, paid: Order, alice: Person) -> None:
    with pytest.raises(WrongWay):
        handing_over.hand_over(item=paid.items.order_by("pk")[place], by=alice, at=timezone.now())


def test_it_is_fulfilled_when_all_of_it_is_with_the_client(paid: Order, alice: Person) -> None:
    drain()
    _send(_parcel(paid, "ship"), alice)
    _pick_up(_parcel(paid, "pick-up"), alice)
    handing_over.hand_over(item=paid.items.order_by("pk")[4], by=alice, at=timezone.now())
    for item in paid.items.filter(state="deferred"):
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    paid.refresh_from_db()
    assert paid.fulfilment == "fulfilled"
