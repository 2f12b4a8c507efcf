"""Which language a page speaks, and what is kept of a choice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import translation

from safelight.accounts.models import Person
from safelight.configuration import ROOT
from safelight.site.services import settings
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
SIGN_IN = {
    "en": "Sign in", "de": "Anmelden", "fr": "Se connecter", "es": "Iniciar sesión",
    "pl": "Zaloguj się",
}  # fmt: skip
PLATFORM = {"host": "localhost"}


def offer(studio: Studio, language: str, *others: str) -> None:
    with tenant_context(studio):
        settings.change(values={"language": language, "languages": list(others)})


def spoken(browser: Browser, path: str = "/", **headers: str) -> str:
    answer = browser.get(path, headers={"accept-language": headers.get("wants", "")})
    page: str = answer.content.decode()
    language = page.partition('<html lang="')[2].partition('"')[0]
    assert answer["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))
    assert language in page
    return language


@pytest.mark.parametrize("language", SIGN_IN)
def test_it_speaks_the_studios_language(browser: Browse, acme: Studio, language: str) -> None:
    offer(acme, language)
    page = browser(acme).get("/sign-in/").content.decode()
    assert f'<html lang="{language}"' in page
    assert SIGN_IN[language] in page
    assert "languages" not in page


def test_it_takes_the_persons_choice_then_the_visitors_then_the_browsers_then_the_studios(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    offer(acme, "de", "fr", "es", "pl")
    visitor = browser(acme)
    assert spoken(visitor) == spoken(visitor, wants="sv, nl;q=0.5") == "de"
    assert spoken(visitor, wants="sv;q=0.9, en;q=0.8, fr-CA;q=0.5, es;q=0.1") == "fr"
    visitor.post("/language/", {"language": "es"})
    assert spoken(visitor, wants="fr") == "es"
    with tenant_context(acme):
        visitor.force_login(carla)
    assert spoken(visitor, wants="fr") == "es"
    with tenant_context(acme):
        Person.objects.filter(pk=carla.pk).update(language="pl")
    assert spoken(visitor, wants="fr") == "pl"


@pytest.mark.parametrize(
    "wants",
    ["", "*", "de;q=0", "../../etc/passwd", "de" * 5000, "\0", "fr;q=NaN,,;;=", "DE_de@euro",
     "pl;q=1e999"],
)  # fmt: skip
def test_it_is_moved_by_nothing_that_is_not_offered(
    browser: Browse, acme: Studio, wants: str
) -> None:
    offer(acme, "en", "fr")
    visitor = browser(acme)
    visitor.cookies["language"] = "tlh" if wants else '"><script>'
    assert spoken(visitor, wants=wants) in {"en", "fr"}
    answer = visitor.post("/language/", {"language": wants or "de", "next": "//evil.example/"})
    assert answer["Location"] == "/"
    assert "language" not in answer.cookies


def test_it_goes_back_to_where_the_choice_was_made_and_nowhere_else(
    browser: Browse, acme: Studio
) -> None:
    offer(acme, "en", "de")
    visitor, choice = browser(acme), {"language": "de", "next": "/sign-in/"}
    host = acme.primary_host()
    went = {
        came_from: visitor.post("/language/", choice, headers={"referer": came_from})["Location"]
        for came_from in (f"http://{host}/shop/?q=a", f"http://{host}//evil.example/", "",
                          "http://evil.example/", f"http://{host}@evil.example/")
    }  # fmt: skip
    assert list(went.values()) == ["/shop/?q=a", "/", "/sign-in/", "/sign-in/", "/sign-in/"]
    kept = visitor.cookies["language"]
    assert (kept.value, kept["httponly"], kept["samesite"], kept["domain"]) == (
        "de", True, "Lax", "",
    )  # fmt: skip


def test_it_keeps_a_signed_in_persons_choice_with_the_person(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    offer(acme, "en", "de")
    mine = browser(acme, carla)
    assert "language" not in mine.post("/language/", {"language": "de"}).cookies
    assert world.person(acme, carla.email).language == "de"
    page = mine.get("/account/").content.decode()
    assert "Polski" not in page
    mine.post("/account/details/", {"name": "Carla", "language": ""})
    assert spoken(mine, "/account/") == "en"


def test_it_gives_a_visitors_choice_to_who_signs_in(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    offer(acme, "en", "de")
    visitor = browser(acme)
    visitor.post("/language/", {"language": "de"})
    visitor.post("/sign-in/", {"email": carla.email, "password": world.PASSWORD})
    assert world.person(acme, carla.email).language == "de"


def test_it_lets_the_team_work_in_any_language(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    assert spoken(mine, "/studio/settings/", wants="pl") == "en"
    mine.post("/account/details/", {"name": "Alice", "language": "pl"})
    page = mine.get("/studio/settings/").content.decode()
    assert '<html lang="pl"' in page
    assert "Ustawienia" in page
    assert spoken(browser(acme), wants="pl") == "en"


def test_it_offers_what_the_settings_say(browser: Browse, acme: Studio, alice: Person) -> None:
    form = {"name": "Acme", "contact_email": "a@example.org", "time_zone": "UTC",
            "currency": "EUR", "language": "fr", "languages": ["fr", "de"]}  # fmt: skip
    mine = browser(acme, alice)
    assert mine.post("/studio/settings/", form).status_code == 302
    page = browser(acme).get("/").content.decode()
    assert 'lang="fr" aria-current="true">Français<' in page
    assert '<button class="link-button" type="submit" name="language" value="de"' in page
    assert "Polski" not in page
    assert mine.post("/studio/settings/", {**form, "languages": ["tlh"]}).status_code == 422


def test_it_answers_programs_in_the_language_they_ask_for(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    def said(asking: Browser, wants: str, **headers: str) -> str:
        headers = {"accept-language": wants, **headers}
        answer = asking.get("/api/v1/nothing/", headers=headers)
        return str(answer.json()["error"]["message"])

    with translation.override("de"):
        german = translation.gettext("There is nothing at this address.")
    assert german != "There is nothing at this address."
    assert said(browser(acme), "de", authorization="Bearer sl_x") == german
    # A page's own script hears what the page says.
    assert said(browser(acme), "de") == "There is nothing at this address."
    offer(acme, "de")
    assert said(browser(acme, carla), "en") == german


def test_it_speaks_on_the_platforms_own_pages_as_the_browser_does(db: None) -> None:
    visitor = Browser(headers=PLATFORM)
    assert spoken(visitor) == "en"
    assert spoken(visitor, "/sign-up/", wants="de-AT") == "de"
    assert "Polski" in visitor.get("/pricing/").content.decode()
    visitor.post("/language/", {"language": "pl"})
    assert spoken(visitor, "/pricing/", wants="de") == "pl"
    host = {"host": "nobody.localhost", "accept-language": "fr"}
    unknown = Browser().get("/", headers=host)
    assert '<html lang="fr"' in unknown.content.decode()
    assert spoken(Browser(headers={"host": "console.localhost"}), "/sign-in/", wants="es") == "es"


def test_it_writes_days_into_fields_as_browsers_read_them() -> None:
    """A field of HTML takes 2026-11-23 alone, and is empty for 23.11.2026."""
    sources = [path for top in ("platform", "modules") for path in (ROOT / top).rglob("*.py")]
    made = re.compile(r"Date(?:Time)?Input\((?:[^()]|\([^()]*\))*\)")
    found = [call for path in sources for call in made.findall(path.read_text("utf-8"))]
    assert len(found) > 10
    assert [call for call in found if "format=" not in call] == []
