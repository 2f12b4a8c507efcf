"""Codes of an app beside the password; AUTH-03."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.test import RequestFactory
from django.utils import timezone

from safelight.accounts import guarding
from safelight.accounts.models import OneTimeLink, Person, PersonTotp, SignInRules
from safelight.accounts.services import proving
from safelight.accounts.throttle import Limit
from safelight.audit import writing as audit
from safelight.audit.models import AuditEntry
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.proofs import code_of, forms, with_app

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
SECOND = "/sign-in/second/"


@pytest.fixture
def half(browser: Browse, acme: Studio, alice: Person) -> Browser:
    """A browser in which Alice, who has an app, has given her password."""
    with_app(acme, alice)
    waiting = browser(acme)
    answer = waiting.post("/sign-in/", {**forms(alice.email), "next": "/studio/team/"})
    assert answer["Location"] == f"{SECOND}?next=%2Fstudio%2Fteam%2F"
    return waiting


def test_it_is_set_up_with_its_first_code(browser: Browse, acme: Studio, alice: Person) -> None:
    mine = browser(acme, alice)
    assert mine.post("/account/security/app/", {"new": "1"})["Location"].endswith("/app/")
    assert "<svg" in mine.get("/account/security/app/").content.decode()
    assert mine.post("/account/security/app/", {"code": "000"}).status_code == 422
    page = mine.post("/account/security/app/", {"code": code_of(acme, alice)}).content.decode()
    assert len(re.findall(r"^(?:>|)?(?:\w{4}-){3}\w{4}$", page, re.M)) >= 9
    with tenant_context(acme):
        assert AuditEntry.objects.get(verb="people.factor_added").actor_id == alice.public_id
        assert "second factor was added" in OutgoingMessage.objects.get().text_body


def test_auth_03_it_lets_nobody_in_before_the_second_step(half: Browser) -> None:
    assert half.get("/studio/")["Location"].startswith("/sign-in/")
    assert half.get("/account/")["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in half.session


def test_auth_03_it_takes_a_code_once(
    half: Browser, browser: Browse, acme: Studio, alice: Person
) -> None:
    code = code_of(acme, alice)
    assert half.post(SECOND, {"code": "123 45"}).status_code == 401
    answer = half.post(SECOND, {"code": code, "next": "/studio/team/"})
    assert answer["Location"] == "/studio/team/"
    assert half.get("/studio/").status_code == 200
    again = browser(acme)
    again.post("/sign-in/", forms(alice.email))
    assert again.post(SECOND, {"code": code}).status_code == 401
    # Nor one of before, which a watcher may have seen as well.
    assert again.post(SECOND, {"code": code_of(acme, alice, shift=-1)}).status_code == 401


def test_auth_03_it_asks_for_it_after_a_reset_too(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    with_app(acme, alice)
    with tenant_context(acme):
        _link, secret = OneTimeLink.issue(OneTimeLink.Purpose.RESET, alice, at=timezone.now())
    mine = browser(acme)
    chosen = {"password": "a tripod by the sea"}
    assert mine.post(f"/password/new/{secret}/", chosen)["Location"].startswith(SECOND)
    assert mine.get("/studio/")["Location"].startswith("/sign-in/")
    assert mine.post(SECOND, {"code": code_of(acme, alice)})["Location"] == "/studio/"


def test_it_takes_a_recovery_code_once(browser: Browse, acme: Studio, alice: Person) -> None:
    code = with_app(acme, alice)[3].upper()
    answers = []
    for _again in range(2):
        mine = browser(acme)
        mine.post("/sign-in/", forms(alice.email))
        answers.append(mine.post(SECOND, {"code": f" {code} "}).status_code)
    assert answers == [302, 401]


def test_it_is_not_asked_for_in_a_trusted_browser_until_the_password_changes(
    half: Browser, acme: Studio, alice: Person
) -> None:
    half.post(SECOND, {"code": code_of(acme, alice), "trust": "1"})
    half.post("/sign-out/")
    assert half.post("/sign-in/", forms(alice.email))["Location"] == "/studio/"
    half.post("/sign-out/")
    with tenant_context(acme):
        Person.objects.get(pk=alice.pk).end_sessions()
    assert half.post("/sign-in/", forms(alice.email))["Location"] == SECOND


def test_auth_01_it_counts_wrong_codes(half: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit("proof:person", 3, proving.PER_PERSON.window)
    monkeypatch.setattr(proving, "PER_PERSON", few)
    tried = [half.post(SECOND, {"code": f"00000{n}"}).status_code for n in range(5)]
    assert tried == [401] * 3 + [429] * 2


def test_it_ends_a_half_sign_in_with_the_password_it_was_begun_with(
    half: Browser, acme: Studio, alice: Person
) -> None:
    with tenant_context(acme):
        Person.objects.get(pk=alice.pk).change_password("a tripod by the sea")
    assert half.post(SECOND, {"code": code_of(acme, alice)})["Location"] == "/sign-in/"


def test_auth_03_it_has_everybody_on_the_team_set_one_up(
    browser: Browse, acme: Studio, alice: Person, bob: Person, carla: Person
) -> None:
    owner, his, hers = browser(acme, alice), browser(acme, bob), browser(acme, carla)
    with_app(acme, alice)
    answer = owner.post("/studio/settings/sign-in/", {"team_needs_factor": "on", "mail": "both"})
    assert answer.status_code == 302
    to_set_up = "/account/security/?next=/studio/galleries/%3Fq%3D1"
    assert his.get("/studio/galleries/?q=1")["Location"] == to_set_up
    assert his.get("/")["Location"].startswith("/account/security/")
    assert his.get("/api/v1/galleries/").status_code == 403
    assert his.get("/account/security/").status_code == 200
    assert hers.get("/account/").status_code == 200
    his.post("/account/security/app/", {"new": "1"})
    his.post("/account/security/app/", {"code": code_of(acme, bob)})
    assert his.get("/studio/galleries/").status_code == 200


def test_it_keeps_the_last_factor_where_the_studio_asks_for_one(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    with_app(acme, alice)
    with tenant_context(acme):
        SignInRules.objects.create(pk=1, team_needs_factor=True)
    browser(acme, alice).post("/account/security/app/off/")
    with tenant_context(acme):
        assert PersonTotp.objects.get(holder=alice).confirmed_at
        SignInRules.objects.update(team_needs_factor=False)
    browser(acme, alice).post("/account/security/app/off/")
    with tenant_context(acme):
        assert not Person.objects.filter(pk=alice.pk, totp__isnull=False).exists()
        assert not alice.recovery_codes.exists()


def test_it_is_taken_off_a_member_by_an_owner_and_they_are_told(
    browser: Browse, acme: Studio, alice: Person, bob: Person
) -> None:
    with_app(acme, bob)
    his, owner = browser(acme, bob), browser(acme, alice)
    assert "second factors off" in owner.get(f"/studio/team/{bob.public_id}/").content.decode()
    assert his.post(f"/studio/team/{alice.public_id}/factors/reset/").status_code == 403
    owner.post(f"/studio/team/{bob.public_id}/factors/reset/")
    assert his.get("/account/").status_code == 302
    with tenant_context(acme):
        assert not bob.recovery_codes.exists()
        entry = AuditEntry.objects.get(verb="people.factors_reset")
        assert (entry.actor_id, entry.subject_id) == (alice.public_id, bob.public_id)
        assert OutgoingMessage.objects.get().to_email == bob.email


def test_it_stands_in_nobodys_way_who_acts_for_a_member(acme: Studio, bob: Person) -> None:
    request, bob.must_enrol = RequestFactory().get("/studio/"), True
    request.user = bob
    with tenant_context(acme), audit.acting(audit.Actor(operator_email="olga@example.org")):
        assert guarding.before(request, lambda: None) is None
    with tenant_context(acme):
        sent_away = guarding.before(request, lambda: None)
    assert sent_away is not None
    assert sent_away["Location"].startswith("/account/security/")
