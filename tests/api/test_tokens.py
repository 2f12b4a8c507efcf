"""Programs come with a token, which is one member's, in one studio."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import ApiToken, Client, Member, Person
from safelight.api.authentication import USE_IS_NOTED_EVERY
from tenants.context import tenant_context
from tenants.models import Studio
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
ASKED = "/api/v1/galleries/"


@pytest.fixture
def stored(acme: Studio, token: str) -> ApiToken:
    with tenant_context(acme):
        found: ApiToken = ApiToken.objects.get(beginning=token[:8])
        return found


def code(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("error", {}).get("code")


def test_it_works(program: Program, token: str) -> None:
    assert program(token).get(ASKED).status_code == 200
    made = program(token).post(ASKED, {"title": "x", "preset": "proofing"}, "application/json")
    assert made.status_code in {201, 400}


def test_auth_10_it_keeps_no_secret(stored: ApiToken, token: str) -> None:
    assert token.startswith("sl_")
    assert len(token) > 40
    kept = [str(getattr(stored, field.attname)) for field in ApiToken._meta.concrete_fields]
    assert not [value for value in kept if token[8:] in value]


def test_auth_10_it_refuses_one_that_was_revoked(
    acme: Studio, program: Program, token: str, stored: ApiToken
) -> None:
    with tenant_context(acme):
        stored.revoke(at=timezone.now())
    assert code(program(token).get(ASKED)) == (401, "authentication_failed")


def test_iso_05_it_refuses_one_of_another_studio(
    bolt: Studio, program: Program, token: str
) -> None:
    assert code(program(token, bolt.primary_host()).get(ASKED)) == (401, "authentication_failed")


def test_iso_05_it_has_no_api_on_the_platforms_hosts(program: Program, token: str) -> None:
    for host in ("localhost:8000", "console.localhost:8000"):
        assert program(token, host).get(ASKED).status_code == 404


def test_auth_05_it_refuses_somebody_disabled(
    acme: Studio, alice: Person, program: Program, token: str
) -> None:
    with tenant_context(acme):
        alice.disable(at=timezone.now())
    assert code(program(token).get(ASKED)) == (401, "authentication_failed")


def test_auth_05_it_refuses_somebody_who_left_the_team(
    acme: Studio, alice: Person, program: Program, token: str
) -> None:
    with tenant_context(acme):
        Client.objects.create(person=alice)
        Member.objects.filter(person=alice).delete()
    assert code(program(token).get(ASKED)) == (401, "authentication_failed")


def test_auth_10_it_may_do_what_its_member_may(acme: Studio, bob: Person, program: Program) -> None:
    with tenant_context(acme):
        secret = ApiToken.issue(bob, name="x")[1]
    assert program(secret).get(ASKED).status_code == 200
    sent = {"title": "x", "preset": "private"}
    answer = program(secret).post(ASKED, sent, "application/json")
    assert code(answer) == (403, "permission_denied")


def test_auth_10_it_opens_the_api_alone_and_makes_itself_no_other(
    acme: Studio, program: Program, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    program(token).get(ASKED)
    program(f"{token}x").get(ASKED)
    assert token[8:] not in caplog.text
    for path in ("/account/tokens/", "/studio/team/", "/account/password/"):
        assert program(token).post(path, {"name": "wider"}).status_code in {302, 403, 405}, path
    with tenant_context(acme):
        assert ApiToken.objects.count() == 1


def test_it_goes_before_the_session_of_a_page(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    """A wrong token is refused, though the browser is signed in."""
    answer = browser(acme, alice).get(ASKED, headers={"authorization": "Bearer sl_wrong"})
    assert answer.status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "bearer sl_ä", "Bearer a b c", "BEARER x"])
def test_it_refuses_what_is_no_token(acme: Studio, header: str) -> None:
    answer = Browser(headers={"host": acme.primary_host(), "authorization": header}).get(ASKED)
    assert code(answer) == (401, "authentication_failed")


def test_it_notes_its_use_every_five_minutes(
    acme: Studio, program: Program, token: str, stored: ApiToken
) -> None:
    program(token).get(ASKED)
    with tenant_context(acme):
        stored.refresh_from_db()
        first = stored.last_used_at
        program(token).get(ASKED)
        stored.refresh_from_db()
        assert stored.last_used_at == first
        assert first is not None
        ApiToken.objects.update(last_used_at=first - USE_IS_NOTED_EVERY - timedelta(seconds=1))
        program(token).get(ASKED)
        stored.refresh_from_db()
        assert stored.last_used_at is not None
        assert stored.last_used_at >= first
