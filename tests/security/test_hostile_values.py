"""No value in any field of any route breaks a view: the answer is a sentence, never a 5xx."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from modules.gallery.models import Authorization
from safelight.accounts import throttle
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.test_table import address
from tests.security import hostile
from tests.support import operators, world

AREAS = ("gallery_workspace", "commerce_workspace", "people", "accounts", "settings", "api")
SITE = ("gallery_site", "gallery_api", "commerce_site", "commerce_cart", "commerce_orders")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Nobody is slowed down, and passwords cost nothing to try."""
    monkeypatch.setattr(throttle.Counter, "count", lambda self, *, at, lasts=False: None)
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [cheap, *settings.PASSWORD_HASHERS]


@pytest.fixture
def made(acme: Studio) -> dict[str, str]:
    """Things of acme, with a gallery that anybody may enter."""
    found = things.make(acme)
    with tenant_context(acme):
        Authorization.objects.filter(client=None, group=None).update(enter=True, order=True)
    return found


def broken(browser: Browser, names: tuple[str, ...], made: dict[str, str], patch: Any) -> list[str]:
    good = hostile.good_values(made)
    routes = [route for route in walking.routes() if route.name.startswith(names)]
    assert routes
    return [
        failure
        for route in routes
        for what in hostile.tries(address(route, made))
        for failure in hostile.failures(browser, what, good, patch)
    ]


@pytest.mark.parametrize("area", [*AREAS, *SITE])
def test_it_answers_the_team_with_a_sentence_whatever_they_send(
    acme: Studio, made: dict[str, str], area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = world.person(acme, "alice@example.org")
    browser = world.browser(acme, alice, raise_request_exception=False)
    assert broken(browser, (area,), made, monkeypatch) == []


@pytest.mark.parametrize("who", ["carla@example.org", None])
@pytest.mark.parametrize("area", ["accounts", *SITE])
def test_it_answers_clients_and_strangers_with_a_sentence_whatever_they_send(
    acme: Studio, made: dict[str, str], who: str | None, area: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    person = world.person(acme, who) if who else None
    browser = world.browser(acme, person, raise_request_exception=False)
    assert broken(browser, (area,), made, monkeypatch) == []


def test_it_answers_operators_with_a_sentence_whatever_they_send(
    made: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    console = operators.sign_in(operators.make(), raise_request_exception=False)
    assert broken(console, ("console", "mailbox"), made, monkeypatch) == []


def test_it_answers_whoever_signs_up_with_a_sentence_whatever_they_send(
    made: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Browser(headers={"host": "localhost:8000"}, raise_request_exception=False)
    assert broken(platform, ("signup",), made, monkeypatch) == []
