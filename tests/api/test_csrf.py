"""Writes of a page carry the page's token, whoever looks at it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import ClientGroup, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.api.conftest import Program
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("probed")]
WRITE = "/api/v1/probe/write/"
SENT: dict[str, Any] = {
    "path": WRITE,
    "data": {"name": "Family"},
    "content_type": "application/json",
}
SECRET = "t" * 32


@pytest.fixture(params=["somebody unknown", "a client", "the owner"])
def page(request: pytest.FixtureRequest, acme: Studio, alice: Person, carla: Person) -> Browser:
    """A browser that has seen a page of acme."""
    who = {"a client": carla, "the owner": alice}.get(request.param)
    browser = world.browser(acme, who, enforce_csrf_checks=True)
    browser.cookies["csrf"] = SECRET
    return browser


def groups(studio: Studio) -> int:
    with tenant_context(studio):
        return ClientGroup.objects.count()


def test_it_works(acme: Studio, page: Browser) -> None:
    assert page.post(**SENT, headers={"X-CSRFToken": SECRET}).status_code == 201
    assert groups(acme) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRFToken": "u" * 32},
        {"X-CSRFToken": SECRET, "Origin": "https://elsewhere.example"},
        {"X-CSRFToken": SECRET, "Origin": "http://bolt.localhost:8000"},
    ],
    ids=["no token", "another token", "another origin", "another studio's page"],
)
def test_it_refuses_a_forged_write(acme: Studio, page: Browser, headers: dict[str, str]) -> None:
    answer = page.post(**SENT, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"] == {
        "code": "csrf_failed",
        "message": "This page is too old. Reload it and try again.",
    }
    assert groups(acme) == 0


def test_it_asks_no_such_thing_of_programs(program: Program, token: str) -> None:
    assert program(token).post(**SENT).status_code == 201


def test_it_lets_everybody_read(page: Browser) -> None:
    assert page.get("/api/v1/").status_code == 200
