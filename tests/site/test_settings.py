"""Settings of the studio and of its modules."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from safelight.accounts.models import Person
from safelight.site import brand, colours, forms, selectors
from safelight.site.models import SiteSettings
from safelight.site.services import settings
from tenants.context import tenant_context
from tenants.models import Studio

Browse = Callable[..., Browser]
FORM = {
    "name": "Nora Lind", "tagline": "Portraits by the sea", "contact_email": "hi@example.org",
    "language": "en", "time_zone": "Europe/Berlin", "currency": "CHF",
}  # fmt: skip
LOOK = {"scheme": "auto", "typefaces": "gallery", "corners": "soft", "spacing": "calm"}


def settings_of(studio: Studio) -> SiteSettings:
    with tenant_context(studio):
        return selectors.site_settings()


@pytest.mark.django_db
def test_it_changes_the_studios_words_everywhere(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    assert mine.post("/studio/settings/", FORM).status_code == 302
    page = browser(acme).get("/").content.decode()
    assert "Nora Lind" in page
    assert "Portraits by the sea" in page
    acme.refresh_from_db()
    assert acme.name == "Nora Lind"
    assert settings_of(acme).currency == "CHF"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("name", ""), ("contact_email", "x"), ("time_zone", "Mars/Base"), ("currency", "XXX"),
     ("language", "tlh")],
)  # fmt: skip
def test_it_refuses_settings_that_cannot_be(
    browser: Browse, acme: Studio, alice: Person, name: str, value: str
) -> None:
    answer = browser(acme, alice).post("/studio/settings/", {**FORM, name: value})
    assert answer.status_code == 422
    assert name in answer.context["form"].errors


@pytest.mark.django_db
def test_it_tells_when_a_colour_had_to_be_changed(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    form = {**LOOK, "accent": "#ffee00"}
    page = browser(acme, alice).post("/studio/settings/look/", form, follow=True).content.decode()
    assert "On light pages #ffee00 could not be read" in page
    assert "On dark pages" not in page
    refused = browser(acme, alice).post("/studio/settings/look/", {**form, "accent": "red;}"})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_it_gives_the_stylesheet_a_new_address_with_each_change(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    before = settings_of(acme).revision
    browser(acme, alice).post(
        "/studio/settings/look/", {**LOOK, "accent": "#004488", "scheme": "dark"}
    )
    page = browser(acme).get("/").content.decode()
    assert f'href="/brand/{before + 1}.css"' in page
    assert 'data-scheme="dark"' in page
    sheet = browser(acme).get(f"/brand/{before + 1}.css")
    assert "immutable" in sheet["Cache-Control"]
    assert "--brand-accent: light-dark(#004488" in sheet.content.decode()
    assert browser(acme).get(f"/brand/{before}.css")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_it_signs_mails_with_the_studios_name_and_address(acme: Studio) -> None:
    with tenant_context(acme):
        carried = brand.of_mails(acme)
    assert carried.name == settings_of(acme).name
    assert carried.reply_to == "hello@acme.example"


@pytest.mark.django_db
def test_it_has_a_tab_for_each_module_that_has_settings(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    path = "/studio/settings/modules/gallery/"
    assert path in mine.get("/studio/settings/").content.decode()
    page = mine.get(path)
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {
        name: value for name, value in values.items() if value is not None and value is not False
    }
    assert mine.post(path, sent).status_code == 302
    assert "gallery" in settings_of(acme).modules
    assert mine.get("/studio/settings/modules/nothing/").status_code == 404


colour = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(colour, st.sampled_from([colours.LIGHT_PAPER, colours.DARK_PAPER, "#ffffff"]))
def test_it_makes_every_colour_readable_on_every_paper(accent: str, paper: str) -> None:
    shown = colours.readable(accent, paper)
    assert colours.contrast(shown, paper) >= colours.ENOUGH
    assert colours.contrast(colours.ink_on(shown), shown) >= colours.ENOUGH


def test_it_measures_contrast_as_wcag_does() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


@dataclass(frozen=True)
class Sample:
    shown: bool = True
    days: int = 7
    mood: Literal["calm", "loud"] = "calm"
    size: Size = Size.SMALL
    words: str = field(default="", metadata={"title": "Your words", "long": True})


def test_it_makes_a_form_of_a_modules_settings() -> None:
    form = forms.module_form(Sample)({"days": "3", "mood": "loud", "size": "l", "words": "Hi"})
    assert form.is_valid(), form.errors
    assert Sample(**form.cleaned_data) == Sample(False, 3, "loud", Size.LARGE, "Hi")
    assert form.fields["words"].label == "Your words"
    assert not forms.module_form(Sample)({"days": "-1"}).is_valid()


@pytest.mark.parametrize(
    ("days", "is_valid"), [("1", False), ("2", True), ("9", True), ("10", False)]
)
def test_it_keeps_a_number_within_the_limits_of_its_setting(days: str, is_valid: bool) -> None:
    @dataclass(frozen=True)
    class Limited:
        days: int = field(default=7, metadata={"lowest": 2, "highest": 9})

    form = forms.module_form(Limited)({"days": days})
    assert form.is_valid() is is_valid
    assert is_valid or "days" in form.errors


def test_it_offers_what_a_setting_may_be_chosen_from() -> None:
    @dataclass(frozen=True)
    class Chosen:
        country: str = field(
            default="", metadata={"choices": lambda: [("", "–"), ("DE", "Germany")]}
        )

    made = forms.module_form(Chosen)
    assert made({"country": "DE"}).is_valid()
    assert made({"country": ""}).is_valid()
    assert not made({"country": "Atlantis"}).is_valid()


def test_it_refuses_a_setting_that_no_form_can_show() -> None:
    @dataclass(frozen=True)
    class Odd:
        many: tuple[int, ...] = ()

    with pytest.raises(TypeError, match="many"):
        forms.module_form(Odd)


@pytest.mark.django_db
def test_it_reads_the_settings_once_for_many_pages_and_anew_after_a_change(
    browser: Browse, acme: Studio
) -> None:
    guest = browser(acme)
    guest.get("/sign-in/")
    with CaptureQueriesContext(connection) as asked:
        guest.get("/sign-in/")
    assert not [each for each in asked.captured_queries if "site_sitesettings" in each["sql"]]
    with tenant_context(acme):
        settings.change(values={"scheme": "dark"})
    assert 'data-scheme="dark"' in guest.get("/sign-in/").content.decode()
