"""The studio's brands: made, shown before they are saved, changed, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.audit.models import AuditEntry
from safelight.site import brands, selectors
from safelight.site.models import Brand, SitePicture
from safelight.site.services import brands as services
from safelight.web import assets
from tenants.models import Studio
from tests.site.test_look import LOOK, picture

Browse = Callable[..., Browser]
WORDS = {
    "name": "Little Feet", "tagline": "Newborns", "contact_email": "hi@little-feet.example",
    "website": "https://little-feet.example/", "footer": "Pier 4\nHamburg",
}  # fmt: skip
PAGES = "/studio/settings/brands/"


@pytest.fixture
def mine(browser: Browse, acme: Studio, alice: Person) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def brand(inside_acme: Studio) -> Brand:
    return services.make(name="Little Feet")


def test_row_8_it_begins_with_the_face_of_the_studio(mine: Browser, inside_acme: Studio) -> None:
    answer = mine.post(PAGES, {"name": "  Little \n Feet "})
    brand, site = Brand.objects.get(), selectors.site_settings()
    assert answer["Location"] == f"{PAGES}{brand.public_id}/"
    assert (brand.name, brand.tagline) == ("Little Feet", "")
    assert (brand.contact_email, brand.accent) == (site.contact_email, site.accent)
    assert AuditEntry.objects.get(verb="site.brand_made").subject_name == "Little Feet"


def test_row_8_it_is_changed_with_words_look_and_logo(mine: Browser, brand: Brand) -> None:
    asked = {**WORDS, **LOOK, "logo": picture()}
    answer = mine.post(f"{PAGES}{brand.public_id}/", asked)
    assert answer.status_code == 302
    before = brand.revision
    brand.refresh_from_db()
    assert (brand.tagline, brand.accent, brand.typefaces) == ("Newborns", "#004488", "book")
    assert brand.website == "https://little-feet.example/"
    assert (brand.shows_menu, brand.revision) == (False, before + 1)
    assert brand.logo == SitePicture.objects.get()
    assert selectors.site_settings().accent != "#004488"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"contact_email": "nobody"}, "valid email"),
        ({"website": "javascript:alert(1)"}, "valid URL"),
        ({"accent": "red;}"}, "Write the colour as #"),
        ({"name": "OTHER one"}, "There is a brand named “OTHER one”"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    mine: Browser, brand: Brand, wrong: dict[str, str], says: str
) -> None:
    services.make(name="Other one")
    answer = mine.post(f"{PAGES}{brand.public_id}/", {**WORDS, **LOOK, **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Newborns" in answer.content.decode()
    brand.refresh_from_db()
    assert brand.tagline == ""


def test_it_refuses_a_second_one_of_the_same_name(mine: Browser, brand: Brand) -> None:
    answer = mine.post(PAGES, {"name": "little feet"})
    assert answer.status_code == 422
    assert "There is a brand named" in answer.content.decode()


def test_it_refuses_more_than_anybody_could_choose_among(
    mine: Browser, brand: Brand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    answer = mine.post(PAGES, {"name": "One more"})
    assert answer.status_code == 422
    assert "at most 1 brands" in answer.content.decode()


def test_it_is_shown_before_it_is_saved(mine: Browser, brand: Brand) -> None:
    page = mine.get(f"{PAGES}{brand.public_id}/preview/", {**WORDS, **LOOK, "name": "Big Feet"})
    assert "Big Feet" in page.content.decode()
    assert assets.url("type-book.css") in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    sheet = mine.get(f"{PAGES}{brand.public_id}/preview.css", {**WORDS, **LOOK})
    assert "light-dark(#004488" in sheet.content.decode()
    brand.refresh_from_db()
    assert brand.name == "Little Feet"


def test_it_has_a_stylesheet_an_icon_and_a_manifest_of_its_own(
    mine: Browser, brand: Brand, browser: Browse, acme: Studio
) -> None:
    guest, place = browser(acme), f"/brands/{brand.public_id}/"
    sheet = guest.get(f"{place}{brand.revision}.css")
    assert "--brand-accent" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert guest.get(f"{place}{brand.revision + 1}.css")["Cache-Control"] == "no-store"
    assert ">L<" in guest.get(f"{place}{brand.revision}.svg").content.decode()
    manifest = guest.get(f"{place}site.webmanifest").json()
    assert manifest["name"] == "Little Feet"
    assert manifest["icons"][0]["src"] == f"{place}{brand.revision}.svg"


def test_it_is_deleted_with_a_note(mine: Browser, brand: Brand) -> None:
    assert mine.post(f"{PAGES}{brand.public_id}/deletion/").status_code == 302
    assert brands.rows() == []
    assert AuditEntry.objects.get(verb="site.brand_deleted").subject_name == "Little Feet"
    assert mine.get(f"{PAGES}{brand.public_id}/").status_code == 404
