from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts import throttle
from safelight.accounts.models import Member, Person, Role
from safelight.jobs.models import Job
from safelight.signup import addresses, services, tasks, views
from safelight.site.models import SiteSettings
from tenants import provision
from tenants.context import tenant_context
from tenants.models import Domain, EnabledModule, Studio

pytestmark = pytest.mark.django_db

HOST = {"host": "localhost:8000"}
FORM = {
    "name": "Nora Lind Photography",
    "address": "nora-lind",
    "owner_name": "Nora Lind",
    "email": "Nora@Example.org",
    "password": "a tripod by the sea",
}


@pytest.fixture
def browse(db: None) -> Browser:
    """A browser on the platform's host."""
    return Browser(headers=HOST)


def test_it_opens_a_studio_and_ends_signed_in(browse: Browser) -> None:
    answer = browse.post("/sign-up/", FORM)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"].startswith("http://nora-lind.localhost:8000/welcome/")
    inside = Browser(headers={"host": "nora-lind.localhost:8000"})
    path = answer["Location"].removeprefix("http://nora-lind.localhost:8000")
    assert inside.get(path)["Location"] == "/studio/"
    home = inside.get("/studio/")
    assert home.status_code == 200
    assert "First steps" in home.content.decode()
    assert Studio.objects.get(address="nora-lind").switched_on() == {"gallery", "commerce", "labs"}


def test_it_furnishes_the_studio(browse: Browser) -> None:
    browse.post("/sign-up/", FORM)
    studio = Studio.objects.get(address="nora-lind")
    assert studio.primary_host() == "nora-lind.localhost"
    with tenant_context(studio):
        assert SiteSettings.objects.get(pk=1).contact_email == "nora@example.org"
        assert Member.objects.get().role.is_owner
        assert Role.objects.count() == 3
        assert Person.objects.get().check_password(FORM["password"])
    kinds = Job.objects.filter(studio=None).values_list("kind", flat=True)
    assert list(kinds) == [services.FILL_SPARES]


def test_it_makes_up_an_address_from_the_name_where_none_was_typed(browse: Browser) -> None:
    browse.post("/sign-up/", {**FORM, "name": "Łukasz & Söhne’s Photo", "address": ""})
    assert Studio.objects.filter(address="lukasz-soehnes-photo").exists()


@pytest.mark.parametrize(
    "address",
    [
        "public", "information_schema", "pg_x", "pg-x", "../x", "A!", "a'b", 'a"b', "a;drop schema",
        "x" * 41, "x" * 64, "ab", "", "-ab", "ab-", "foto📷", "xn--mnchen-3ya", "ab--cd", "müller",
        "www", "console", "admin", "sign-up", "a.b", "a_b", "a b", "аlice", "localhost", "..",
    ],
)  # fmt: skip
def test_iso_29_it_refuses_addresses_that_cannot_be(browse: Browser, address: str) -> None:
    answer = browse.get("/sign-up/address/", {"address": address}).json()
    assert answer["available"] is False
    assert answer["message"]
    with pytest.raises(addresses.AddressRefused):
        services.open_studio(
            name="x", address=address, owner_name="x", email="x@example.org",
            password="a tripod by the sea", at=timezone.now(),
        )  # fmt: skip
    before = Studio.objects.exclude(address=None).count()
    form = {**FORM, "name": "!!", "address": address}
    assert browse.post("/sign-up/", form).status_code == 422
    assert Studio.objects.exclude(address=None).count() == before


def test_iso_29_it_never_makes_a_schema_name_from_what_was_typed(browse: Browser) -> None:
    browse.post("/sign-up/", {**FORM, "name": "public'; DROP SCHEMA public; --"})
    studio = Studio.objects.get(address="nora-lind")
    assert re.fullmatch(r"t_[a-z0-9]{16}", studio.schema_name)


def test_it_says_while_typing_whether_an_address_is_free(browse: Browser, acme: Studio) -> None:
    def ask(address: str) -> Any:
        return browse.get("/sign-up/address/", {"address": address}).json()

    assert ask("Nora-Lind") == {"available": True, "message": "nora-lind.localhost is free."}
    assert ask("acme") == {"available": False, "message": "Another studio has this address."}


def test_it_refuses_a_taken_address_on_submit(browse: Browser, acme: Studio) -> None:
    answer = browse.post("/sign-up/", {**FORM, "address": "ACME"})
    assert answer.status_code == 422
    assert "Another studio has this address." in answer.content.decode()


def test_it_tells_the_second_of_two_who_send_at_once(
    browse: Browser, acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both were told that the address is free; the database decides."""
    monkeypatch.setattr(addresses, "check", lambda address, **_: None)
    answer = browse.post("/sign-up/", {**FORM, "address": "acme"})
    assert answer.status_code == 422
    assert "Another studio has this address." in answer.content.decode()


STEPS = (
    "tenants.provision._claim", "tenants.models.Studio.switch_on",
    "safelight.site.models.SiteSettings.save", "safelight.accounts.services.team.make_first_roles",
    "safelight.accounts.models.Person.set_password", "safelight.accounts.models.Member.save",
    "safelight.accounts.models.OneTimeLink.issue", "safelight.jobs.enqueue",
    "safelight.outbox.links.site",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_it_leaves_nothing_behind_when_a_step_fails(
    browse: Browser, acme: Studio, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError(step)

    before = everything()
    monkeypatch.setattr(step, fail)
    with pytest.raises(RuntimeError, match=re.escape(step)):
        browse.post("/sign-up/", FORM)
    monkeypatch.undo()
    assert everything() == before
    assert browse.get("/sign-up/address/", {"address": "nora-lind"}).json()["available"]


def everything() -> tuple[object, ...]:
    """Studios, hosts, schemas and jobs, and what lies in the spare that comes next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 't\\_%' ORDER BY 1")
        schemas = cursor.fetchall()
    persons = []
    for spare in Studio.objects.filter(state=Studio.State.SPARE):
        with tenant_context(spare):
            persons.append((Person.objects.count(), Role.objects.count()))
    studios = list(Studio.objects.order_by("pk").values_list("pk", "state", "address"))
    return studios, Domain.objects.count(), EnabledModule.objects.count(), schemas, persons


@pytest.mark.parametrize(
    "password", ["short", "nora lind photography", "1234567890", "password12", "nora@example.org"]
)
def test_it_refuses_weak_passwords(browse: Browser, password: str) -> None:
    answer = browse.post("/sign-up/", {**FORM, "password": password})
    assert answer.status_code == 422
    assert not Studio.objects.filter(address="nora-lind").exists()


def test_it_throttles_sign_ups_of_one_address(
    browse: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = throttle.Limit("sign-up:address", 1, timedelta(hours=1))
    monkeypatch.setattr(views, "PER_ADDRESS", one)
    assert browse.post("/sign-up/", FORM).status_code == 302
    assert browse.post("/sign-up/", {**FORM, "address": "second"}).status_code == 429


def test_it_shows_a_first_page_that_leads_to_sign_up(browse: Browser) -> None:
    page = browse.get("/").content.decode()
    assert 'href="/sign-up/"' in page
    assert browse.get("/sign-up/").status_code == 200


def test_it_keeps_spares_ready(db: None) -> None:
    tasks.fill_spares()
    spares = Studio.objects.filter(state=Studio.State.SPARE)
    assert spares.count() == provision.SPARES


def test_it_answers_404_with_a_clear_page_where_no_studio_lives(db: None) -> None:
    answer = Browser(headers={"host": "nobody.localhost:8000"}).get("/")
    assert answer.status_code == 404
    assert "No studio lives at this address" in answer.content.decode()


def test_it_opens_a_studio_in_the_language_of_the_page(browse: Browser) -> None:
    answer = browse.post("/sign-up/", FORM, headers={"accept-language": "de-CH, fr;q=0.5"})
    assert answer.status_code == 302
    with tenant_context(Studio.objects.get(address="nora-lind")):
        assert SiteSettings.objects.get().language == "de"
        assert set(Role.objects.values_list("name", flat=True)) == {
            "Inhaber", "Fotograf", "Retuscheur",
        }  # fmt: skip
    inside = Browser(headers={"host": "nora-lind.localhost:8000", "accept-language": "en"})
    page = inside.get("/sign-in/").content.decode()
    assert '<html lang="de"' in page
