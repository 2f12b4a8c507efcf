"""Where somebody is signed in: seen by themselves, ended by themselves and by owners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safelight.accounts import words
from safelight.accounts.models import Person, PersonSession
from safelight.audit.models import AuditEntry
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.proofs import forms
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def two(browser: Browse, acme: Studio, bob: Person) -> tuple[Browser, Browser]:
    """Bob at home, and with his telephone."""
    home = browser(acme, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.77")
    phone = browser(acme, HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="2001:db8:1:2:3::4")
    for each in (home, phone):
        assert each.post("/sign-in/", forms(bob.email)).status_code == 302
    return home, phone


def rows(studio: Studio) -> list[PersonSession]:
    with tenant_context(studio):
        return list(PersonSession.objects.order_by("pk"))


def test_it_names_browsers_and_coarse_places(two: tuple[Browser, Browser]) -> None:
    page = two[0].get("/account/security/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    assert "192.0.2.0/24" in page
    assert "192.0.2.77" not in page
    assert "2001:db8:1:2::/64" in page
    assert page.count(">This browser<") == 1


def test_it_ends_one_and_leaves_the_other(acme: Studio, two: tuple[Browser, Browser]) -> None:
    home, phone = two
    home.post(f"/account/security/sessions/{rows(acme)[1].public_id}/end/")
    assert phone.get("/account/").status_code == 302
    assert home.get("/account/").status_code == 200
    assert len(rows(acme)) == 1


def test_it_ends_all_others_and_stays_listed(acme: Studio, two: tuple[Browser, Browser]) -> None:
    home, phone = two
    home.post("/account/other-sessions/end/")
    assert phone.get("/account/").status_code == 302
    assert "Firefox on Windows" in home.get("/account/security/").content.decode()
    assert len(rows(acme)) == 1


def test_it_follows_the_session_through_a_new_password(
    acme: Studio, two: tuple[Browser, Browser]
) -> None:
    new = "a tripod by the sea"
    two[1].post("/account/password/", {"old": world.PASSWORD, "new": new})
    (row,) = rows(acme)
    assert row.user_agent == IPHONE
    assert two[1].cookies["session"].value == row.key
    assert two[0].get("/account/").status_code == 302


def test_it_is_gone_after_signing_out(acme: Studio, two: tuple[Browser, Browser]) -> None:
    two[0].post("/sign-out/")
    assert [row.user_agent for row in rows(acme)] == [IPHONE]


def test_it_is_nobody_elses_to_end(
    browser: Browse, acme: Studio, carla: Person, two: tuple[Browser, Browser]
) -> None:
    row = rows(acme)[0].public_id
    mine = browser(acme, carla)
    assert mine.post(f"/account/security/sessions/{row}/end/").status_code == 404
    assert two[0].get("/account/").status_code == 200


def test_it_is_ended_by_an_owner_with_a_line_in_the_log(
    browser: Browse, acme: Studio, alice: Person, bob: Person, two: tuple[Browser, Browser]
) -> None:
    owner, row = browser(acme, alice), rows(acme)[1].public_id
    assert "Safari on iPhone" in owner.get(f"/studio/team/{bob.public_id}/").content.decode()
    owner.post(f"/studio/team/{bob.public_id}/sessions/{row}/end/")
    assert two[1].get("/account/").status_code == 302
    with tenant_context(acme):
        assert AuditEntry.objects.get(verb="people.session_ended").actor_id == alice.public_id


def test_it_writes_when_it_was_seen_every_five_minutes_at_most(
    acme: Studio, two: tuple[Browser, Browser]
) -> None:
    def writes() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            two[0].get("/account/security/")
        return sum("UPDATE" in query["sql"] for query in asked.captured_queries)

    assert writes() == 0
    with tenant_context(acme):
        PersonSession.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
    assert writes() == 1
    assert writes() == 0


def test_it_tells_a_member_of_a_browser_that_is_new(
    acme: Studio, bob: Person, two: tuple[Browser, Browser], carla: Person, browser: Browse
) -> None:
    two[0].post("/sign-out/")
    two[0].post("/sign-in/", forms(bob.email))
    browser(acme).post("/sign-in/", forms(carla.email))
    with tenant_context(acme):
        texts = [mail.text_body for mail in OutgoingMessage.objects.order_by("pk")]
        assert AuditEntry.objects.filter(verb="people.signed_in_anew").count() == 2
    assert ["Firefox on Windows" in text for text in texts] == [True, False]
    assert "2001:db8:1:2::/64" in texts[1]


@pytest.mark.parametrize(
    ("agent", "expected"),
    [(FIREFOX, "Firefox on Windows"), (IPHONE, "Safari on iPhone"), ("curl/8", "A browser that")],
)
def test_it_calls_a_browser_by_words(agent: str, expected: str) -> None:
    assert words.of_device(agent).startswith(expected)
