"""The photo transfer by the API: report, rules, notices, and the finals of who asks."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.transfer.conftest import Fair, Open

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def team(acme: Studio, browser: Open, alice: Person) -> Browser:
    return browser(acme, alice)


def api(fair: Fair, rest: str) -> str:
    return f"/api/v1/galleries/{fair.gallery.public_id}/{rest}/"


def test_it_reports_what_matches(fair: Fair, team: Browser) -> None:
    fair.transfer("a.TIF", "D.jpg")
    said = team.get(api(fair, "transfer")).json()
    assert said["matched"] == [{"photo": "A.jpg", "final": "a.TIF"}]
    assert said["unmatched"] == [{"final": "D.jpg", "near": []}]
    assert said["without_final"] == ["B.jpg", "C.jpg"]
    assert said["finals"] == fair.home.public_id


def test_it_says_who_downloads(fair: Fair, team: Browser) -> None:
    said = team.put(api(fair, "transfer"), {"who": "anybody"}, content_type=JSON).json()
    assert said["who"] == "anybody"
    assert team.put(api(fair, "transfer"), {"who": ""}, content_type=JSON).status_code == 400


def test_it_tells_clients_once(fair: Fair, team: Browser) -> None:
    fair.transfer("A.jpg")
    first, half = fair.order("A"), fair.order("A", "B", email="bert@example.org")
    address = f"/api/v1/orders/transfers/{fair.gallery.public_id}/notices/"
    said = team.post(address, {}, content_type=JSON).json()
    assert said["told"] == [first.public_id]
    assert said["waiting"] == [{"order": half.public_id, "paid": True, "missing": ["B.jpg"]}]
    assert team.post(address, {}, content_type=JSON).json()["told_before"] == [first.public_id]


def test_it_lists_the_finals_of_who_asks(fair: Fair, acme: Studio, browser: Open) -> None:
    fair.transfer("A.jpg", "B.jpg")
    order, mine = fair.order("A"), browser(acme)
    assert mine.get(api(fair, "finals")).json() == {"finals": []}
    mine.get(fair.path(order))
    (final,) = mine.get(api(fair, "finals")).json()["finals"]
    assert final["name"] == "A.jpg"
    assert mine.get(final["url"]).status_code == 302
