"""Another order, by the API and by the buttons of pages without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from modules.gallery.models import Gallery, Placement
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo
from tests.support import world

ALL = "/api/v1/galleries/places/"


@pytest.fixture
def owner(acme: Studio, alice: Person) -> Browser:
    return world.browser(acme, alice)


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = make_gallery()
    for name in "abc":
        make_photo(in_gallery=made, name=f"{name}.jpg")
    return made


def names(gallery: Gallery) -> str:
    here = Placement.objects.filter(gallery=gallery).order_by("position", "pk")
    return "".join(name[0] for name in here.values_list("photo__name", flat=True))


def photo(gallery: Gallery, name: str) -> str:
    return gallery.placements.get(photo__name=f"{name}.jpg").photo.public_id


def put(owner: Browser, url: str, **body: Any) -> Any:
    return owner.put(url, body, content_type="application/json")


def test_it_works(owner: Browser, gallery: Gallery) -> None:
    moving, beside = [photo(gallery, "c")], photo(gallery, "a")
    answer = put(owner, places_of(gallery), photos=moving, before=beside)
    assert (answer.status_code, names(gallery)) == (204, "cab")


def places_of(gallery: Gallery) -> str:
    return f"/api/v1/galleries/{gallery.public_id}/places/"


def test_it_wants_one_neighbour(owner: Browser, gallery: Gallery) -> None:
    moving, beside = [photo(gallery, "c")], photo(gallery, "a")
    for spot in ({}, {"before": beside, "after": beside}):
        answer = put(owner, places_of(gallery), photos=moving, **spot)
        assert answer.json()["error"]["code"] == "invalid"
    assert names(gallery) == "abc"


def test_it_says_that_a_neighbour_has_gone(owner: Browser, gallery: Gallery) -> None:
    answer = put(owner, places_of(gallery), photos=[photo(gallery, "c")], after="x" * 22)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "places_changed")


def test_it_moves_galleries_of_a_level(owner: Browser, gallery: Gallery) -> None:
    other = make_gallery()
    put(owner, ALL, galleries=[other.public_id], before=gallery.public_id)
    titles = list(Gallery.objects.values_list("pk", flat=True))
    assert titles == [other.pk, gallery.pk]


def test_it_moves_what_is_selected_without_scripts(owner: Browser, gallery: Gallery) -> None:
    page = f"/studio/galleries/{gallery.public_id}/photos/actions/"
    owner.post(page, {"action": "earlier", "photo": [photo(gallery, "c")]})
    assert names(gallery) == "acb"
    owner.post(page, {"action": "later", "photo": [photo(gallery, "a")]})
    assert names(gallery) == "cab"


def test_it_moves_a_gallery_without_scripts_and_stays_on_the_page(
    owner: Browser, gallery: Gallery
) -> None:
    other = make_gallery()
    step = f"/studio/galleries/{other.public_id}/place/?show=draft"
    answer = owner.post(step, {"to": "earlier"})
    assert answer.headers["Location"] == "/studio/galleries/?show=draft"
    assert list(Gallery.objects.values_list("pk", flat=True)) == [other.pk, gallery.pk]


def test_it_offers_arrows_only_where_the_list_shows_its_own_order(
    owner: Browser, gallery: Gallery
) -> None:
    step = f"/studio/galleries/{gallery.public_id}/place/"
    assert step in owner.get("/studio/galleries/").content.decode()
    for query in ("?sort=title", "?q=a"):
        assert step not in owner.get(f"/studio/galleries/{query}").content.decode()
