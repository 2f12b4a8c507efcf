"""The search of what the whole world may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.site import searching
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row

pytestmark = pytest.mark.usefixtures("inside_acme")
Browse = Callable[..., Browser]


def public(title: str, **photo: object) -> Gallery:
    made = make_gallery(title=title, hidden=False)
    make_row(made)
    make_photo(in_gallery=made, **photo)
    return made


def search(browser: Browser, words: str) -> str:
    answer = browser.get("/galleries/search/", {"q": words})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_row_225_it_finds_public_galleries_and_their_photos_by_any_word(
    browser: Browse, acme: Studio
) -> None:
    public("Winter in the hills", name="IMG_0001.JPG", keywords=["Snowdrop"])
    sea = public("Summer at the sea", name="IMG_0002.JPG", caption="Ida on the pier")
    photo = Photo.objects.get(placements__gallery=sea)
    anybody = browser(acme)
    assert [title in search(anybody, "SEA summer") for title in ("Summer at", "Winter in")] == [
        True, False,
    ]  # fmt: skip
    for words in ("pier ida", "img_0002"):
        assert f"/galleries/{sea.public_id}/photos/{photo.public_id}/" in search(anybody, words)
    assert "/photos/" in search(anybody, "snowdrop")
    assert "Nothing was found" in search(anybody, "pier snowdrop")
    assert "<script>" not in search(anybody, "<script>")


def test_it_shows_a_photo_once_and_reads_no_more_than_it_shows(
    browser: Browse, acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    sea = public("Sea", name="PIER_1.JPG")
    also, pier = public("Also", name="PIER_2.JPG"), Photo.objects.get(placements__gallery=sea)
    Placement.objects.create(gallery=also, photo=pier, position=9)
    assert search(browser(acme), "pier").count(f"/photos/{pier.public_id}/") == 1
    monkeypatch.setattr(searching, "MOST_PHOTOS", 1)
    with CaptureQueriesContext(connection) as asked:
        page = search(browser(acme), "pier")
    assert "PIER_2" not in page
    assert any("DISTINCT ON" in each["sql"] and "LIMIT 1" in each["sql"] for each in asked)


def test_it_finds_nothing_that_is_not_public(browser: Browse, acme: Studio, carla: Person) -> None:
    for fields in (
        {"hidden": True}, {"published_at": None}, {"closes_at": timezone.now()},
        {"parent": make_gallery(hidden=True)},
    ):  # fmt: skip
        made = make_gallery(title="Secret garden", **{"hidden": False, **fields})
        make_row(made)
        make_photo(in_gallery=made, name="SECRET.JPG", caption="secret")
    hers = make_gallery(title="Secret of Carla", hidden=False)
    make_row(hers, client=carla.client)
    make_photo(in_gallery=hers, name="SECRET.JPG", caption="secret")
    locked = make_gallery(title="Secret behind a password", hidden=False)
    make_row(locked, general_password="open sesame")
    make_photo(in_gallery=locked, name="SECRET.JPG", caption="secret")
    for person in (None, carla):
        page = search(browser(acme, person), "secret")
        assert "Nothing was found" in page
        assert "Secret " not in page
        assert "/photos/" not in page
