"""Passkeys: made by a device, used without a password, for one host and one person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person, PersonPasskey
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.proofs import forms
from tests.support import world
from tests.support.authenticator import PRESENT, VERIFIED, Authenticator

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
OWN = "/account/security/passkeys/"
ALONE = "/sign-in/passkey/"
SECOND = "/sign-in/second/passkey/"


def device(studio: Studio, flags: int = PRESENT | VERIFIED) -> Authenticator:
    return Authenticator(f"http://{studio.primary_host()}", flags)


def enrol(browser: Browser, made: Authenticator) -> int:
    question = browser.post(f"{OWN}question/").json()
    assert question["authenticatorSelection"]["userVerification"] == "required"
    answer = {"answer": made.make(question), "name": "Phone"}
    return browser.post(OWN, answer).status_code


@pytest.fixture
def phone(browser: Browse, acme: Studio, alice: Person) -> Authenticator:
    made = device(acme)
    assert enrol(browser(acme, alice), made) == 200
    return made


def test_it_signs_in_without_a_password(
    browser: Browse, acme: Studio, phone: Authenticator
) -> None:
    mine = browser(acme)
    question = mine.post(f"{ALONE}question/").json()
    assert question["allowCredentials"] == []
    form = {"answer": phone.use(question), "next": "/studio/team/"}
    assert mine.post(ALONE, form)["Location"] == "/studio/team/"
    assert mine.get("/studio/").status_code == 200
    # The question is used up with its answer.
    mine.post("/sign-out/")
    assert mine.post(ALONE, form).status_code == 401


def test_it_is_the_second_step_after_a_password(
    browser: Browse, acme: Studio, alice: Person, phone: Authenticator
) -> None:
    mine = browser(acme)
    assert mine.post("/sign-in/", forms(alice.email))["Location"] == "/sign-in/second/"
    question = mine.post("/sign-in/second/question/").json()
    assert len(question["allowCredentials"]) == 1
    assert mine.post(SECOND, {"answer": phone.use(question)})["Location"] == "/studio/"


def test_auth_11_it_is_made_for_nobody_else(
    browser: Browse, acme: Studio, bolt: Studio, alice: Person, bob: Person, mallory: Person
) -> None:
    """A question asked of one person, or in one studio, is answered by nobody else."""
    hers, his, there = browser(acme, alice), browser(acme, bob), browser(bolt, mallory)
    question = hers.post(f"{OWN}question/").json()
    answer = {"answer": device(acme).make(question), "name": "Not mine"}
    his.post(f"{OWN}question/")
    there.post(f"{OWN}question/")
    for other in (his, there, browser(acme)):
        other.post(OWN, answer)
    for studio in (acme, bolt):
        with tenant_context(studio):
            assert not PersonPasskey.objects.exists()


def test_auth_11_it_proves_nobody_else(
    browser: Browse, acme: Studio, bob: Person, phone: Authenticator
) -> None:
    his = browser(acme)
    assert enrol(browser(acme, bob), device(acme)) == 200
    his.post("/sign-in/", forms(bob.email))
    question = his.post("/sign-in/second/question/").json()
    assert his.post(SECOND, {"answer": phone.use(question)}).status_code == 401


def test_iso_04_it_means_nothing_to_another_studio(
    browser: Browse, acme: Studio, bolt: Studio, phone: Authenticator
) -> None:
    there = browser(bolt)
    question = there.post(f"{ALONE}question/").json()
    for origin in (phone.origin, f"http://{bolt.primary_host()}"):
        phone.origin = origin
        assert there.post(ALONE, {"answer": phone.use(question)}).status_code == 401


def test_it_refuses_a_copy_of_the_key_and_a_device_that_did_not_look(
    browser: Browse, acme: Studio, phone: Authenticator
) -> None:
    def sign_in() -> int:
        mine = browser(acme)
        question = mine.post(f"{ALONE}question/").json()
        return mine.post(ALONE, {"answer": phone.use(question)}).status_code

    assert sign_in() == 302
    phone.count = 0
    assert sign_in() == 401
    phone.count, phone.flags = 7, PRESENT
    assert sign_in() == 401


def test_it_refuses_a_made_key_whose_device_did_not_look(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    assert enrol(browser(acme, alice), device(acme, flags=PRESENT)) == 422
    assert enrol(browser(acme, alice), Authenticator("https://evil.example")) == 422


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"rawId": 1, "response": []}', "x"])
def test_it_refuses_what_is_no_answer(browser: Browse, acme: Studio, answer: str) -> None:
    mine = browser(acme)
    mine.post(f"{ALONE}question/")
    assert mine.post(ALONE, {"answer": answer}).status_code == 401


def test_it_is_removed_by_its_own_person_only(
    browser: Browse, acme: Studio, alice: Person, phone: Authenticator
) -> None:
    with tenant_context(acme):
        path = f"{OWN}{PersonPasskey.objects.get().public_id}/remove/"
    bob = browser(acme, world.person(acme, "bob@example.org"))
    assert bob.post(path).status_code == 404
    assert browser(acme, alice).post(path).status_code == 302
    with tenant_context(acme):
        assert not PersonPasskey.objects.exists()
        assert not alice.recovery_codes.exists()
