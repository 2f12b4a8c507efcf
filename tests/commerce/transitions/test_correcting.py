"""What was said of a parcel is put right: another number, or that it is not gone at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, Parcel
from modules.commerce.services.delivery import correcting, handing_over
from modules.commerce.services.delivery.correcting import NotSentYet, TooLateToTakeBack
from modules.commerce.services.delivery.handing_over import BadTracking, Tracking, WrongWay
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states

WRONG, RIGHT = Tracking(carrier="DHL", number="JD01"), Tracking(carrier="DHL", number="JD02")
Open = Callable[..., Browser]


@pytest.fixture
def sent(paid: Order, alice: Person) -> Parcel:
    parcel: Parcel = paid.parcels.get(kind="ship")
    return handing_over.send(parcel=parcel, tracking=WRONG, by=alice, at=timezone.now())


def correct(parcel: Parcel, by: Person, tracking: Tracking = RIGHT, *, tell: bool = True) -> Parcel:
    return correcting.correct(
        parcel=parcel, tracking=tracking, tell_client=tell, by=by, at=timezone.now()
    )


def take_back(parcel: Parcel, by: Person, *, after: timedelta = timedelta()) -> Parcel:
    return correcting.take_back(parcel=parcel, by=by, at=timezone.now() + after)


def test_it_tells_the_right_number_once(sent: Parcel, alice: Person) -> None:
    for _twice in range(2):
        fresh = correct(sent, alice)
    assert (fresh.tracking, fresh.sent_at) == ("JD02", sent.sent_at)
    (mail,) = mails("order_tracking")
    assert "JD02" in mail.text_body
    assert "JD01" not in mail.text_body
    entry = sent.order.entries.get(verb="tracking_corrected")
    assert (entry.detail["was"], entry.detail["number"]) == ("DHL JD01", "JD02")


def test_it_tells_the_client_only_if_that_is_ticked(sent: Parcel, alice: Person) -> None:
    correct(sent, alice, tell=False)
    assert not mails("order_tracking")


def test_it_corrects_nothing_that_cannot_be_followed(
    paid: Order, sent: Parcel, alice: Person
) -> None:
    with pytest.raises(WrongWay):
        correct(paid.parcels.get(kind="pick-up"), alice)
    with pytest.raises(BadTracking):
        correct(sent, alice, Tracking(url="javascript:alert(1)"))
    take_back(sent, alice)
    with pytest.raises(NotSentYet):
        correct(sent, alice)
    assert not paid.entries.filter(verb="tracking_corrected").exists()


def test_it_takes_a_parcel_back_and_sends_it_again(
    paid: Order, sent: Parcel, alice: Person
) -> None:
    fresh = take_back(sent, alice)
    assert (fresh.sent_at, fresh.tracking, states(paid)[2]) == (None, "", "external")
    assert len(mails("order_not_sent")) == 1
    with pytest.raises(NotSentYet):
        take_back(sent, alice)
    handing_over.send(parcel=sent, tracking=RIGHT, by=alice, at=timezone.now())
    assert states(paid)[2] == "shipped"
    assert [("JD02" in mail.text_body) for mail in mails("order_sent")] == [False, True]


def test_it_takes_a_pick_up_back_and_tells_nobody(paid: Order, alice: Person) -> None:
    parcel: Parcel = paid.parcels.get(kind="pick-up")
    handing_over.picked_up(parcel=parcel, by=alice, at=timezone.now())
    take_back(parcel, alice)
    paid.refresh_from_db()
    assert (states(paid)[3], paid.fulfilment) == ("external", "unfulfilled")
    assert not mails("order_not_sent")


def test_it_takes_nothing_back_after_a_day(paid: Order, sent: Parcel, alice: Person) -> None:
    before = seen(paid)
    with pytest.raises(TooLateToTakeBack):
        take_back(sent, alice, after=timedelta(days=1, seconds=1))
    assert seen(paid) == before


def test_it_is_put_right_on_the_orders_page(
    sent: Parcel, acme: Studio, alice: Person, browser: Open
) -> None:
    desk, url = browser(acme, alice), f"/studio/orders/{sent.order.public_id}/"
    parcel = f"{url}parcels/{sent.public_id}/"
    page = desk.post(f"{parcel}tracking/", {"carrier": "UPS", "number": "1Z"}, follow=True)
    assert "corrected how to follow “Post”: DHL JD01 → UPS 1Z" in page.content.decode()
    page = desk.post(f"{parcel}taken-back/", follow=True)
    assert "took back that the parcel “Post” is gone" in page.content.decode()
    assert "Mark as sent" in page.content.decode()


def test_it_is_put_right_by_the_api(
    sent: Parcel, acme: Studio, alice: Person, browser: Open
) -> None:
    desk = browser(acme, alice)
    parcel = f"/api/v1/orders/{sent.order.public_id}/parcels/{sent.public_id}/"
    body = {"carrier": "UPS", "tell_client": True}
    answer = desk.put(f"{parcel}tracking/", body, content_type="application/json").json()
    assert answer["parcels"][0]["carrier"] == "UPS"
    assert len(mails("order_tracking")) == 1
    answer = desk.put(f"{parcel}taking-back/", {}, content_type="application/json").json()
    assert answer["parcels"][0]["sent_at"] is None
    again = desk.put(f"{parcel}taking-back/", {}, content_type="application/json")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_sent_yet")
