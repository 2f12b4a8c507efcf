"""Bookings over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from modules.bookings.models import Booking
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour
from tests.support import world

API = "/api/v1/bookings/"


@pytest.fixture
def browser(inside_acme: Studio, alice: Person) -> Browser:
    return world.browser(inside_acme, alice)


def _new(**changed: Any) -> dict[str, Any]:
    portrait, package = making.offered(fee=10000)
    who = {"name": "Carla Client", "email": "carla@example.org"}
    what = {"session_type": portrait.public_id, "package": package.public_id}
    return {**what, **who, "starts_at": free_hour().isoformat(), **changed}


def _post(browser: Browser, body: dict[str, Any], path: str = API, *, put: bool = False) -> Any:
    send = browser.put if put else browser.post
    return send(path, body, content_type="application/json")


def test_it_makes_lists_moves_and_cancels_a_booking(browser: Browser) -> None:
    made = _post(browser, _new())
    assert (made.status_code, made.json()["state"]) == (201, "booked")
    assert made.json()["total"] == {"amount": 10000, "currency": "EUR"}
    one = f"{API}{made.json()['id']}/"
    assert browser.get(API).json()["results"][0]["id"] == made.json()["id"]
    later = (free_hour() + timedelta(hours=3)).isoformat()
    assert _post(browser, {"starts_at": later}, f"{one}time/", put=True).status_code == 200
    ended = _post(browser, {"reason": "Rain"}, f"{one}cancellation/", put=True)
    assert ended.json()["state"] == "cancelled"
    assert browser.get(one).json()["charges"] == []


def test_it_offers_a_booking_to_be_confirmed(browser: Browser) -> None:
    made = _post(browser, _new(offer_days=3))
    assert made.json()["state"] == "held"
    assert Booking.objects.get().entries.filter(verb="offered").exists()


def test_it_answers_a_time_that_is_taken_with_its_code(browser: Browser) -> None:
    body = _new()
    _post(browser, body)
    refused = _post(browser, body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "time_taken")


@pytest.mark.parametrize("missing", [{"starts_at": None}, {"session_type": "x" * 22}])
def test_it_refuses_what_it_does_not_know(browser: Browser, missing: dict[str, Any]) -> None:
    assert _post(browser, _new(**missing)).status_code == 409
