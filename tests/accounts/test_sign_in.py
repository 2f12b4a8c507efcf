from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person, Visitor
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world
from tests.support.hashers import QuickArgon2

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
RIGHT = {"email": "alice@example.org", "password": world.PASSWORD}
WRONG = {"email": "alice@example.org", "password": "wrong"}


def test_it_works(browser: Browse, acme: Studio) -> None:
    alice = browser(acme)
    assert alice.post("/sign-in/", RIGHT)["Location"] == "/studio/"
    assert alice.get("/studio/").status_code == 200


def test_it_takes_a_client_to_the_site(browser: Browse, acme: Studio) -> None:
    form = {"email": " Carla@Example.org ", "password": world.PASSWORD}
    assert browser(acme).post("/sign-in/", form)["Location"] == "/"


def test_it_brings_a_member_back_to_where_they_were_going(browser: Browse, acme: Studio) -> None:
    alice = browser(acme)
    door = alice.get("/studio/team/?a=1")["Location"]
    assert door == "/sign-in/?next=/studio/team/%3Fa%3D1"
    page = alice.get(door).content.decode()
    assert 'value="/studio/team/?a=1"' in page
    answer = alice.post("/sign-in/", {**RIGHT, "next": "/studio/team/?a=1"})
    assert answer["Location"] == "/studio/team/?a=1"


@pytest.mark.parametrize(
    "target",
    [
        "//e.example", "https:e.example", "https://e.example/", "\\\\e.example", "/\\e.example",
        "javascript:alert(1)", "%2f%2fe.example", "/\t/e.example", " //e.example", "///e.example",
        "data:text/html,x", "http:///e.example",
    ],
)  # fmt: skip
def test_gal_23_it_goes_on_only_inside_the_host(browser: Browse, acme: Studio, target: str) -> None:
    answer = browser(acme).post("/sign-in/", {**RIGHT, "next": target})
    assert answer["Location"] == "/studio/"
    signed_in = browser(acme, world.person(acme, "alice@example.org"))
    assert signed_in.get("/sign-in/", {"next": target})["Location"] == "/studio/"


def test_auth_02_it_answers_wrong_and_unknown_alike(browser: Browse, acme: Studio) -> None:
    unknown = {**WRONG, "email": "nobody@example.org"}
    one, other = (browser(acme).post("/sign-in/", form) for form in (WRONG, unknown))
    assert one.status_code == other.status_code == 401
    strip = [a.content.decode().partition("<form")[2].partition("<label")[0] for a in (one, other)]
    # The only difference is the token against forged requests.
    assert [len(text) for text in strip] == [len(strip[0])] * 2
    assert "is not right" in one.content.decode()


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_auth_02_it_works_as_long_for_an_unknown_address(
    acme: Studio, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow hash is computed once either way: counted, because a busy machine has no time."""
    worked: list[str] = []
    for name in ("encode", "verify"):
        slow = getattr(QuickArgon2, name)

        def noted(self: QuickArgon2, *given: str, _slow: Any = slow, _name: str = name) -> Any:
            worked.append(_name)
            return _slow(self, *given)

        monkeypatch.setattr(QuickArgon2, name, noted)
    with tenant_context(acme):
        assert authenticate(None, email=email, password="wrong") is None
    assert len(worked) == 1


def test_auth_04_it_rotates_the_session_id(browser: Browse, acme: Studio) -> None:
    alice = browser(acme)
    alice.post("/sign-in/", RIGHT)
    first = alice.cookies["session"].value
    alice.post("/sign-in/", RIGHT)
    assert alice.cookies["session"].value != first
    stale = browser(acme)
    stale.cookies["session"] = first
    assert stale.get("/studio/").status_code == 302


def test_auth_04_it_kills_the_session_at_sign_out(browser: Browse, acme: Studio) -> None:
    alice = browser(acme)
    alice.post("/sign-in/", RIGHT)
    old = alice.cookies["session"].value
    assert alice.get("/sign-out/").status_code == 405
    alice.post("/sign-out/")
    alice.cookies["session"] = old
    assert alice.get("/studio/").status_code == 302


def test_iso_03_it_is_nobody_with_a_session_of_another_studio(
    browser: Browse, acme: Studio, bolt: Studio
) -> None:
    """The same e-mail address and primary key exist in both studios."""
    there = browser(bolt)
    there.cookies = browser(acme, world.person(acme, "bob@example.org")).cookies
    assert world.person(acme, "bob@example.org").pk == world.person(bolt, "bob@example.org").pk
    assert there.get("/studio/")["Location"].startswith("/sign-in/")
    assert "Sign in" in there.get("/").content.decode()


def test_auth_05_it_refuses_a_disabled_person(browser: Browse, acme: Studio) -> None:
    with tenant_context(acme):
        Person.objects.get(email="carla@example.org").disable(at=timezone.now())
    form = {"email": "carla@example.org", "password": world.PASSWORD}
    assert browser(acme).post("/sign-in/", form).status_code == 401


def test_it_merges_what_the_browser_kept_before(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    with tenant_context(acme):
        Visitor.objects.create(person=carla)
    browser(acme).post("/sign-in/", {"email": carla.email, "password": world.PASSWORD})
    with tenant_context(acme):
        assert Visitor.objects.filter(person=carla).count() == 1
