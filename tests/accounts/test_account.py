"""A person's own page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import ApiToken, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
NEW = "a tripod by the sea"
ACTS = ("details/", "password/", "other-sessions/end/", "tokens/", "tokens/x/revoke/")


def test_it_asks_strangers_to_sign_in(browser: Browse, acme: Studio) -> None:
    assert browser(acme).get("/account/")["Location"] == "/sign-in/?next=/account/"
    for act in ACTS:
        assert browser(acme).post(f"/account/{act}")["Location"] == "/sign-in/?next=/account/"


def test_it_changes_name_and_language(browser: Browse, acme: Studio, carla: Person) -> None:
    form = {"name": "Carla Winter", "language": "en"}
    assert browser(acme, carla).post("/account/details/", form).status_code == 302
    assert world.person(acme, carla.email).name == "Carla Winter"


def test_auth_06_it_ends_other_sessions_with_the_old_password(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    here, elsewhere = browser(acme, carla), browser(acme, carla)
    form = {"old": world.PASSWORD, "new": NEW}
    assert here.post("/account/password/", form).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "form", [{"old": "wrong", "new": NEW}, {"old": world.PASSWORD, "new": "x"}]
)
def test_it_refuses_a_wrong_old_or_weak_new_password(
    browser: Browse, acme: Studio, carla: Person, form: dict[str, str]
) -> None:
    assert browser(acme, carla).post("/account/password/", form).status_code == 422
    assert world.person(acme, carla.email).check_password(world.PASSWORD)


def test_it_signs_out_every_other_device(browser: Browse, acme: Studio, carla: Person) -> None:
    here, elsewhere = browser(acme, carla), browser(acme, carla)
    here.post("/account/other-sessions/end/")
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_auth_10_it_shows_a_token_once_and_stores_no_secret(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    page = mine.post("/account/tokens/", {"name": "Upload"}).content.decode()
    secret = re.search(r'value="(sl_[\w-]+)"', page)
    assert secret
    assert secret[1] not in mine.get("/account/").content.decode()
    with tenant_context(acme):
        assert secret[1] not in str(vars(ApiToken.objects.get()))


def test_it_revokes_a_token(browser: Browse, acme: Studio, alice: Person) -> None:
    with tenant_context(acme):
        token, _secret = ApiToken.issue(alice, name="Upload")
    path = f"/account/tokens/{token.public_id}/revoke/"
    assert browser(acme, world.person(acme, "bob@example.org")).post(path).status_code == 404
    assert browser(acme, alice).post(path).status_code == 302
    with tenant_context(acme):
        assert ApiToken.objects.get().revoked_at


def test_it_gives_clients_no_tokens(browser: Browse, acme: Studio, carla: Person) -> None:
    assert browser(acme, carla).post("/account/tokens/", {"name": "x"}).status_code == 403
    assert "API tokens" not in browser(acme, carla).get("/account/").content.decode()


def test_auth_05_it_refuses_the_next_request_of_a_disabled_person(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    mine = browser(acme, carla)
    assert mine.get("/account/").status_code == 200
    with tenant_context(acme):
        Person.objects.get(pk=carla.pk).disable(at=timezone.now())
    assert mine.get("/account/").status_code == 302
