"""Signing in by mail: digits for the browser that asked, a link with a button for any."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import MailedCode, Person, SignInRules
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.proofs import code_of, with_app

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
ASK, ENTER = "/sign-in/mail/", "/sign-in/mail/code/"
CARLA = {"email": " Carla@example.org"}


def allow(studio: Studio, mail: str) -> None:
    with tenant_context(studio):
        SignInRules.objects.update_or_create(pk=1, defaults={"mail": mail})


def mailed(studio: Studio) -> OutgoingMessage:
    with tenant_context(studio):
        found: OutgoingMessage = OutgoingMessage.objects.latest("created_at")
        return found


def digits_in(mail: OutgoingMessage) -> str:
    found = re.search(r"^(\d{3} \d{3})$", mail.text_body, re.M)
    assert found
    return found[1]


def link_in(mail: OutgoingMessage) -> str:
    found = re.search(r"http://[^/]+(/sign-in/mail/[\w-]+/)", mail.text_body)
    assert found
    return found[1]


@pytest.fixture
def asked(browser: Browse, acme: Studio) -> Browser:
    """A browser in which Carla asked, on the way to a gallery."""
    hers = browser(acme)
    assert hers.post(ASK, {**CARLA, "next": "/galleries/x/"}).status_code == 200
    return hers


def test_it_lets_in_by_the_digits_once(asked: Browser, acme: Studio) -> None:
    digits = digits_in(mailed(acme))
    assert asked.post(ENTER, {"code": digits})["Location"] == "/galleries/x/"
    assert asked.get("/account/").status_code == 200
    asked.post("/sign-out/")
    asked.post(ASK, CARLA)
    assert asked.post(ENTER, {"code": digits}).status_code == 401


def test_it_takes_five_tries(asked: Browser, acme: Studio) -> None:
    digits = digits_in(mailed(acme))
    wrong = "111 111" if digits != "111 111" else "222 222"
    assert {asked.post(ENTER, {"code": wrong}).status_code for _ in range(5)} == {401}
    assert asked.post(ENTER, {"code": digits}).status_code == 401


def test_it_ends_after_ten_minutes(asked: Browser, acme: Studio) -> None:
    with tenant_context(acme):
        MailedCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asked.post(ENTER, {"code": digits_in(mailed(acme))}).status_code == 401


def test_it_belongs_to_the_browser_that_asked(
    asked: Browser, browser: Browse, acme: Studio
) -> None:
    digits = digits_in(mailed(acme))
    other = browser(acme)
    assert other.post(ENTER, {"code": digits})["Location"] == ASK
    other.post(ASK, {"email": "dora@example.org"})
    assert other.post(ENTER, {"code": digits}).status_code == 401


def test_auth_02_it_answers_alike_whoever_it_is(browser: Browse, acme: Studio) -> None:
    pages = []
    for name in ("carla", "alice", "nobod"):
        mine = browser(acme)
        page = mine.post(ASK, {"email": f"{name}@example.org"}).content.decode()
        assert mine.post(ENTER, {"code": "1"}).status_code == 401
        page = page.replace(name, "x")
        pages.append(re.sub(r'content="\w{64}"|value="\w{64}"', "", page))
    assert pages[0] == pages[1] == pages[2]
    with tenant_context(acme):
        to = list(OutgoingMessage.objects.order_by("pk").values_list("to_email", flat=True))
    assert sorted(to) == ["alice@example.org", "carla@example.org"]
    # The team has passwords: no digits for an owner.
    with tenant_context(acme):
        assert not MailedCode.objects.filter(person__email="alice@example.org").exists()


def test_gal_08_it_uses_no_link_up_by_looking(browser: Browse, acme: Studio) -> None:
    allow(acme, "both")
    hers = browser(acme)
    hers.post(ASK, {**CARLA, "next": "/galleries/x/"})
    path = link_in(mailed(acme))
    for looking in (hers, browser(acme)):
        assert looking.get(path).status_code == looking.head(path).status_code == 200
        assert looking.get("/account/").status_code == 302
    other = browser(acme)
    assert "another browser" in other.get(path).content.decode()
    assert other.post(path)["Location"] == "/galleries/x/"
    assert other.get("/account/").status_code == 200
    assert hers.post(path).status_code == 410
    assert hers.post(ENTER, {"code": digits_in(mailed(acme))}).status_code == 401


def test_iso_04_it_takes_no_link_and_no_digits_of_another_studio(
    browser: Browse, acme: Studio, bolt: Studio
) -> None:
    allow(acme, "both")
    hers = browser(acme)
    hers.post(ASK, CARLA)
    path, digits = link_in(mailed(acme)), digits_in(mailed(acme))
    there = browser(bolt)
    there.post(ASK, CARLA)
    assert there.post(path).status_code == 404
    assert there.post(ENTER, {"code": digits}).status_code == 401
    assert hers.post(path).status_code == 302


def test_gal_23_it_goes_on_only_inside_the_host(browser: Browse, acme: Studio) -> None:
    hers = browser(acme)
    hers.post(ASK, {**CARLA, "next": "//evil.example/"})
    assert hers.post(ENTER, {"code": digits_in(mailed(acme))})["Location"] == "/"


def test_it_asks_for_a_second_factor_all_the_same(
    asked: Browser, acme: Studio, carla: Person
) -> None:
    with_app(acme, carla)
    answer = asked.post(ENTER, {"code": digits_in(mailed(acme))})
    assert answer["Location"] == "/sign-in/second/?next=%2Fgalleries%2Fx%2F"
    assert asked.post("/sign-in/second/", {"code": code_of(acme, carla)}).status_code == 302


def test_it_sends_what_the_studio_chose(browser: Browse, acme: Studio) -> None:
    allow(acme, "link")
    browser(acme).post(ASK, CARLA)
    assert not re.search(r"^\d{3} \d{3}$", mailed(acme).text_body, re.M)
    allow(acme, "none")
    assert browser(acme).post(ASK, CARLA)["Location"] == "/sign-in/"
    assert "mail/" not in browser(acme).get("/sign-in/").content.decode()


def test_auth_01_it_throttles_mails_to_one_mailbox(browser: Browse, acme: Studio) -> None:
    tried = [browser(acme).post(ASK, CARLA).status_code for _ in range(7)]
    assert tried == [200] * 5 + [429] * 2


def test_it_lets_nobody_in_who_was_shut_out(asked: Browser, acme: Studio, carla: Person) -> None:
    digits = digits_in(mailed(acme))
    with tenant_context(acme):
        Person.objects.get(pk=carla.pk).disable(at=timezone.now())
    assert asked.post(ENTER, {"code": digits}).status_code == 401
