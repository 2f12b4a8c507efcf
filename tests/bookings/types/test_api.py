"""Session types, slots and free times over the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.models import SessionType
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.bookings import calendars

pytestmark = pytest.mark.usefixtures("inside_acme")
HERE = "/api/v1/session-types/"


@pytest.fixture
def api(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def put(api: Browser, path: str, said: Any = None) -> Any:
    return api.put(f"{HERE}{path}", said, content_type="application/json")


def test_it_makes_changes_and_publishes_a_session_type(api: Browser) -> None:
    said = {"kind": "session", "title": "Portraits", "calendar": calendars.calendar().public_id}
    made = api.post(HERE, said, content_type="application/json")
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    changed = api.patch(f"{HERE}{key}/", {"minutes": 90}, content_type="application/json")
    assert (changed.json()["minutes"], changed.json()["slug"]) == (90, "portraits")
    assert put(api, f"{key}/publication/").json()["is_open"] is True
    assert api.delete(f"{HERE}{key}/publication/").status_code == 204
    assert [each["id"] for each in api.get(HERE).json()] == [key]


def test_it_refuses_a_mini_without_a_date(api: Browser) -> None:
    said = {"kind": "mini", "title": "Minis", "calendar": calendars.calendar().public_id}
    answer = api.post(HERE, said, content_type="application/json")
    assert answer.status_code == 400
    assert not SessionType.objects.exists()


def test_it_writes_slots_and_says_what_is_left(api: Browser) -> None:
    mini = calendars.mini(slots=0)
    begins = timezone.now().replace(microsecond=0) + timedelta(days=9)
    slots = [
        {"starts_at": (begins + number * timedelta(hours=1)).isoformat(), "kind": kind,
         "ends_at": (begins + number * timedelta(hours=1, minutes=0) + timedelta(minutes=20))
         .isoformat(), "capacity": 3, "surcharge": 500}
        for number, kind in enumerate(("open", "reserved"))
    ]  # fmt: skip
    written = put(api, f"{mini.public_id}/slots/", slots)
    assert written.status_code == 200, written.content
    first, second = written.json()
    assert (first["left"], first["surcharge"]["amount"], first["key"]) == (3, 500, "")
    assert len(second["key"]) == 22
    assert (
        put(api, f"{mini.public_id}/slots/", [first | {"surcharge": 0, "reduction": 0}]).status_code
        == 200
    )
    assert mini.slots.get().public_id == first["id"]


def test_it_says_why_slots_do_not_go(api: Browser) -> None:
    mini = calendars.mini(slots=0)
    slot = {"starts_at": "2027-01-04T10:00:00Z", "ends_at": "2027-01-04T10:30:00Z"}
    answer = put(api, f"{mini.public_id}/slots/", [slot, slot])
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "slots_refused")


def test_it_says_when_there_is_time(api: Browser) -> None:
    portrait = calendars.session_type()
    day = timezone.now().date() + timedelta(days=7)
    asked = {"day_from": day.isoformat(), "day_to": (day + timedelta(days=6)).isoformat()}
    found = api.get(f"{HERE}{portrait.public_id}/free-times/", asked).json()
    assert found["zone"] == "UTC"
    assert len(found["times"]) == 5 * 8
    assert datetime.fromisoformat(found["times"][0]).hour == 9
    assert api.get(f"{HERE}{portrait.public_id}/free-times/").status_code == 400
