"""API-04, API-06, GAL-04: what somebody without an account can do without end, which is little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce import customers
from modules.commerce.models import Order
from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import authorizations
from safelight.accounts import throttle
from safelight.accounts.models import Person, Visitor
from safelight.api import limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
HOUR = timedelta(hours=1)
CART = "/api/v1/cart/"
ORDERS = "/api/v1/orders/"
JSON = "application/json"


@pytest.fixture
def made(acme: Studio) -> dict[str, str]:
    """Things of acme, with a gallery from which anybody may order."""
    found = things.make(acme)
    with tenant_context(acme):
        anybody = Authorization.objects.filter(client=None, group=None)
        anybody.update(enter=True, order=True)
    return found


def test_api_06_it_takes_orders_of_strangers_but_not_without_end(
    acme: Studio, made: dict[str, str], browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customers, "PER_ADDRESS", throttle.Limit("order:address", 1, HOUR))
    told = []
    for number in range(2):
        asking = browser(acme)
        line = {"gallery": made["gallery"], "photos": [made["photo"]]}
        assert asking.post(CART, line, content_type=JSON).status_code == 200
        said = {"email": f"victim{number}@example.org"}
        told.append(asking.post(ORDERS, said, content_type=JSON))
    assert [answer.status_code for answer in told] == [201, 429]
    assert told[1].json()["error"]["code"] == "throttled"
    assert int(told[1].headers["Retry-After"]) > 0
    with tenant_context(acme):
        assert not Order.objects.filter(email="victim1@example.org").exists()


def test_api_04_it_slows_strangers_down_and_not_those_it_knows(
    acme: Studio, made: dict[str, str], browser: Browse, carla: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, "STRANGERS", throttle.Limit("api:stranger", 2, HOUR))
    pick = f"/api/v1/galleries/{made['gallery']}/photos/{made['photo']}/pick/"
    assert [browser(acme).put(pick).status_code for _ in range(3)] == [200, 200, 429]
    assert browser(acme).get(ORDERS).status_code == 200
    assert browser(acme, carla).put(pick).status_code == 200


def test_gal_04_it_keeps_nothing_of_whoever_guesses_a_password(
    acme: Studio, made: dict[str, str], browser: Browse
) -> None:
    with tenant_context(acme):
        authorizations.set_password(gallery=Gallery.shown().get(), password="Our Wedding")
    before = _visitors(acme)
    unlock = f"/galleries/{made['gallery']}/unlock/"
    for _ in range(12):
        assert browser(acme).post(unlock, {"password": "guess"}).status_code in {403, 429}
    assert _visitors(acme) == before
    elsewhere = browser(acme, REMOTE_ADDR="192.0.2.1")
    assert elsewhere.post(unlock, {"password": "Our Wedding"}).status_code == 302
    assert _visitors(acme) == before + 1


def test_pay_13_it_repeats_no_answer_to_somebody_else_behind_the_same_proxy(
    acme: Studio, made: dict[str, str], browser: Browse, carla: Person
) -> None:
    line = {"gallery": made["gallery"], "photos": [made["photo"]]}
    asked: Any = {"headers": {"authorization": "Basic c3RhZ2luZw==", "idempotency-key": "same"}}
    mine = browser(acme, carla).post(CART, line, content_type=JSON, **asked)
    other = world.person(acme, "dora@example.org")
    theirs = browser(acme, other).post(CART, line, content_type=JSON, **asked)
    assert (mine.status_code, theirs.status_code) == (200, 200)
    assert "Idempotent-Replay" not in theirs.headers


def _visitors(studio: Studio) -> int:
    with tenant_context(studio):
        return int(Visitor.objects.count())
