"""Saying once more that it is you: AUTH-07."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.proofs import code_of, long_ago, with_app
from tests.support import world
from tests.support.authenticator import Authenticator

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
PROOF = "/account/proof/"
ASKING = ("/account/email/", "/account/security/app/")


@pytest.fixture
def stale(browser: Browse, acme: Studio, alice: Person) -> Browser:
    mine = browser(acme, alice)
    long_ago(acme, mine)
    return mine


def test_auth_07_it_is_asked_after_ten_minutes_and_comes_back(stale: Browser) -> None:
    for path in ASKING:
        assert stale.get(f"{path}?a=1")["Location"] == f"{PROOF}?next={path}%3Fa%3D1"
    assert stale.get("/studio/").status_code == 200
    assert stale.post(PROOF, {"password": "wrong"}).status_code == 422
    form = {"password": world.PASSWORD, "next": ASKING[0]}
    assert stale.post(PROOF, form)["Location"] == ASKING[0]
    assert stale.get(ASKING[0]).status_code == 200


def test_auth_07_it_brings_back_to_the_page_whose_form_was_sent(
    stale: Browser, acme: Studio
) -> None:
    form, host = {"name": "Upload"}, f"http://{acme.primary_host()}"
    ours = stale.post("/account/tokens/", form, HTTP_REFERER=f"{host}/account/?x=1")
    assert ours["Location"] == f"{PROOF}?next=/account/"
    theirs = stale.post("/account/tokens/", form, HTTP_REFERER="http://evil.example/studio/")
    assert theirs["Location"] == f"{PROOF}?next=/account/"
    asked = "/account/security/passkeys/question/"
    refused = stale.post(asked, HTTP_ACCEPT="application/json")
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "proof_needed"


def test_auth_07_it_takes_the_second_factor_where_there_is_one(
    stale: Browser, acme: Studio, alice: Person
) -> None:
    with_app(acme, alice)
    assert "recovery code" in stale.get(PROOF).content.decode()
    assert stale.post(PROOF, {"password": world.PASSWORD}).status_code == 422
    assert stale.post(PROOF, {"code": world.PASSWORD}).status_code == 422
    assert (
        stale.post(PROOF, {"code": code_of(acme, alice), "next": "//e.example"})["Location"]
        == "/account/"
    )
    assert stale.get(ASKING[0]).status_code == 200


def test_auth_07_it_takes_a_passkey(browser: Browse, acme: Studio, alice: Person) -> None:
    mine, key = browser(acme, alice), Authenticator(f"http://{acme.primary_host()}")
    question = mine.post("/account/security/passkeys/question/").json()
    mine.post("/account/security/passkeys/", {"answer": key.make(question), "name": "Key"})
    long_ago(acme, mine)
    asked = mine.post(f"{PROOF}question/").json()
    assert mine.post(f"{PROOF}passkey/", {"answer": key.use(asked)})["Location"] == "/account/"
    assert mine.get(ASKING[0]).status_code == 200


def test_auth_07_it_mails_digits_to_whoever_has_no_password(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    mine = browser(acme, carla)
    with tenant_context(acme):
        Person.objects.filter(pk=carla.pk).update(password="!")
        mine.force_login(Person.objects.get(pk=carla.pk))
    long_ago(acme, mine)
    mine.post(f"{PROOF}mail/")
    with tenant_context(acme):
        digits = OutgoingMessage.objects.get().subject[:7]
    assert mine.post(PROOF, {"code": "000 000"}).status_code == 422
    assert mine.post(PROOF, {"code": digits})["Location"] == "/account/"
    assert mine.get(ASKING[0]).status_code == 200


def test_auth_10_it_asks_before_a_token_is_made(stale: Browser, acme: Studio) -> None:
    assert stale.post("/account/tokens/", {"name": "Upload"})["Location"].startswith(PROOF)
