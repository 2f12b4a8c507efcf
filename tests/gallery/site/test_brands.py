"""Galleries that show themselves with the face of a brand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery
from modules.gallery.services import authorizations, galleries, sendings
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from safelight.accounts.models import ApiToken, Person
from safelight.kernel import public_id
from safelight.outbox.models import OutgoingMessage
from safelight.site.models import Brand
from safelight.site.services import brands
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_row
from tests.support.world import canary

Open = Callable[[Person], Browser]
STUDIO = f"Studio {canary('acme')}"


@pytest.fixture
def brand(gallery: Gallery) -> Brand:
    """The gallery wears it."""
    made = brands.make(name="Little Feet")
    brands.change(
        brand=made, sent={},
        values={"tagline": "Newborns", "footer": "Pier 4", "accent": "#004488",
                "website": "https://little-feet.example/", "shows_menu": False,
                "contact_email": "hi@little-feet.example"},
    )  # fmt: skip
    galleries.change(gallery=gallery, brand=made)
    return made


def page(browser: Browser, gallery: Gallery, more: str = "") -> str:
    return browser.get(f"/galleries/{gallery.public_id}/{more}").content.decode()


def test_row_8_it_shows_the_name_the_look_and_the_words_of_its_brand(
    guest: Browser, gallery: Gallery, brand: Brand
) -> None:
    html = page(guest, gallery)
    assert "<title>Ida &amp; Jonas · Little Feet</title>" in html
    assert f'href="/brands/{brand.public_id}/{brand.revision}.css"' in html
    assert 'href="https://little-feet.example/"' in html
    assert "Pier 4" in html
    assert STUDIO not in html
    assert 'class="site-nav"' not in html


def test_row_8_it_shows_a_change_of_the_brand_at_once(
    guest: Browser, gallery: Gallery, brand: Brand
) -> None:
    assert "Pier 4" in page(guest, gallery)
    brands.change(brand=brand, values={"footer": "Pier 5"}, sent={})
    assert "Pier 5" in page(guest, gallery)
    brands.delete(brand=brand)
    gallery.refresh_from_db()
    assert gallery.brand is None
    html = page(guest, gallery)
    assert STUDIO in html
    assert "Little Feet" not in html


def test_row_8_it_goes_down_to_sub_galleries_that_choose_none(
    guest: Browser, gallery: Gallery, brand: Brand
) -> None:
    inner = make_gallery(title="Evening", parent=gallery)
    make_row(inner)
    assert "Little Feet" in page(guest, inner)
    other = brands.make(name="Other one")
    galleries.change(gallery=inner, brand=other)
    assert "Other one" in page(guest, inner)
    assert "Little Feet" in page(guest, gallery)


def test_row_8_it_is_worn_at_the_door_too(guest: Browser, gallery: Gallery, brand: Brand) -> None:
    authorizations.set_password(gallery=gallery, password="a lantern")
    html = page(guest, gallery)
    assert "Enter the password" in html
    assert "Little Feet" in html
    refused = guest.post(f"/galleries/{gallery.public_id}/unlock/", {"password": "no"})
    assert "Little Feet" in refused.content.decode()
    assert STUDIO not in refused.content.decode()


def test_row_8_it_leaves_the_rest_of_the_site_to_the_studio(
    guest: Browser, gallery: Gallery, brand: Brand
) -> None:
    page(guest, gallery)
    assert STUDIO in guest.get("/").content.decode()
    assert "Little Feet" not in guest.get("/").content.decode()


def test_row_8_it_speaks_for_the_brand_in_mails_to_clients_alone(
    gallery: Gallery, brand: Brand, alice: Person
) -> None:
    letter = sendings.Letter(public_id=public_id.new(), subject="Photos", message="Here they are.")
    sendings.send(
        gallery=gallery, letter=letter, recipients=[Address(email="carla@example.org")],
        rights=Rights(), by=alice, at=timezone.now(),
    )  # fmt: skip
    sent = OutgoingMessage.objects.get()
    assert (sent.from_name, sent.reply_to) == ("Little Feet", "hi@little-feet.example")
    assert "Pier 4" in sent.text_body
    assert not sent.of_platform


def test_row_8_it_is_chosen_in_the_settings_where_there_are_brands(
    gallery: Gallery, acme: Studio, alice: Person, client_of: Open
) -> None:
    mine = client_of(alice)
    place = f"/studio/galleries/{gallery.public_id}/settings/"
    assert 'name="brand"' not in mine.get(place).content.decode()
    made = brands.make(name="Little Feet")
    form = mine.get(place).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    asked = {name: value for name, value in shown.items() if value not in (None, False)}
    assert mine.post(place, {**asked, "brand": made.pk}).status_code == 302
    gallery.refresh_from_db()
    assert gallery.brand == made


def test_row_8_it_is_chosen_and_read_by_programs(
    gallery: Gallery, brand: Brand, alice: Person, guest: Browser
) -> None:
    token = {"Authorization": f"Bearer {ApiToken.issue(alice, name='test')[1]}"}
    listed = guest.get("/api/v1/brands/", headers=token).json()["results"]
    assert [(each["id"], each["name"]) for each in listed] == [(brand.public_id, "Little Feet")]
    asked = {"title": "New", "preset": "public", "brand": brand.public_id}
    made = guest.post("/api/v1/galleries/", asked, "application/json", headers=token)
    assert made.json()["brand"] == brand.public_id
    assert Gallery.objects.get(title="New").brand == brand
    wrong = guest.post(
        "/api/v1/galleries/", {**asked, "brand": "nobody"}, "application/json", headers=token
    )
    assert wrong.status_code in (400, 422)
    assert "brand" in wrong.json()["error"]["fields"]
