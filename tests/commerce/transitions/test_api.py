"""The API of what the team hands over, forces, tries again and turns off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import Order
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states

Open = Callable[..., Browser]
JSON = "application/json"


@pytest.fixture
def desk(acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def _url(order: Order, tail: str = "") -> str:
    return f"/api/v1/orders/{order.public_id}/{tail}"


def _put(desk: Browser, order: Order, tail: str, body: Any = None) -> Any:
    return desk.put(_url(order, tail), body or {}, content_type=JSON)


def test_it_shows_lines_parcels_and_sums(unpaid: Order, desk: Browser) -> None:
    shown = desk.get(_url(unpaid)).json()
    assert shown["sums"]["total"] == {"amount": 6490, "currency": "EUR"}
    gross = [part["gross"]["amount"] for part in shown["lines"] + shown["parcels"]]
    assert sum(gross) == unpaid.total
    assert {parcel["kind"] for parcel in shown["parcels"]} == {"ship", "pick-up"}
    assert {item["line"] for item in shown["items"]} == {line["id"] for line in shown["lines"]}


def test_it_sends_a_parcel_once(paid: Order, desk: Browser) -> None:
    tail = f"parcels/{paid.parcels.get(kind='ship').public_id}/shipment/"
    answer = _put(desk, paid, tail, {"carrier": "DHL", "number": "J1"})
    assert answer.status_code == 200
    assert answer.json()["parcels"][0]["tracking"] == "J1"
    before = seen(paid)
    again = _put(desk, paid, tail)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "nothing_to_hand_over")
    assert seen(paid) == before
    assert len(mails("order_sent")) == 1


def test_it_refuses_a_link_that_is_none(paid: Order, desk: Browser) -> None:
    tail = f"parcels/{paid.parcels.get(kind='ship').public_id}/shipment/"
    answer = _put(desk, paid, tail, {"url": "javascript:alert(1)"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_tracking")


def test_it_announces_hands_out_and_ticks_off(paid: Order, desk: Browser) -> None:
    parcel = paid.parcels.get(kind="pick-up").public_id
    product = paid.items.order_by("pk")[4].public_id
    tails = [f"parcels/{parcel}/announcement/", f"parcels/{parcel}/pick-up/"]
    for tail in [*tails, f"items/{product}/handing-over/"]:
        assert _put(desk, paid, tail).status_code == 200
    assert states(paid)[3:] == ["delivered", "delivered"]


def test_t9_it_forces_only_when_it_is_meant(unpaid: Order, desk: Browser) -> None:
    address = _url(unpaid, "forced-deliveries/")
    refused = desk.post(address, {}, content_type=JSON)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "confirmation_needed")
    made = desk.post(address, {"sure": True}, content_type=JSON)
    assert (made.status_code, made.json()["before_payment"]) == (201, True)


def test_it_tries_again_what_had_a_problem(paid: Order, desk: Browser) -> None:
    item = paid.items.order_by("pk")[0]
    item.stop("The disk was full.")
    item.save()
    assert _put(desk, paid, f"items/{item.public_id}/retry/").status_code == 200
    assert states(paid)[0] == "pending"


def test_row_174_it_turns_downloads_off_and_on(paid: Order, desk: Browser) -> None:
    drain()
    off = _put(desk, paid, "withdrawal/").json()
    assert off["may_fetch"] is False
    assert {item["download"] for item in off["items"]} == {None}
    on = desk.delete(_url(paid, "withdrawal/")).json()
    assert on["may_fetch"] is True


def test_it_is_for_the_team_alone(paid: Order, acme: Studio, carla: Person, browser: Open) -> None:
    parcel, item = paid.parcels.all()[0].public_id, paid.items.all()[0].public_id
    tails = [f"parcels/{parcel}/{verb}/" for verb in ("shipment", "announcement", "pick-up")]
    tails += [f"items/{item}/{verb}/" for verb in ("handing-over", "retry")]
    before = seen(paid)
    for tail in [*tails, "withdrawal/"]:
        assert _put(browser(acme, carla), paid, tail).status_code == 403
    assert seen(paid) == before
