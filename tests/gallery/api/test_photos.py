"""Photos of a gallery by the API."""

from __future__ import annotations

import gzip

import orjson
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from modules.gallery.api import photos as api
from modules.gallery.models import Gallery, Photo
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row, rendition
from tests.gallery.plane import fetch
from tests.support import world


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = make_gallery(photos=4)
    make_row(made, originals="final", order=True)
    return made


@pytest.fixture
def guest(acme: Studio) -> Browser:
    return world.browser(acme)


def url_of(gallery: Gallery) -> str:
    return f"/api/v1/galleries/{gallery.public_id}/photos/"


def test_it_works(guest: Browser, gallery: Gallery) -> None:
    make_photo(in_gallery=gallery, stored=True, name="Last.jpg", state="FINAL")
    told = guest.get(f"{url_of(gallery)}?site=1").json()
    last = dict(zip(told["legend"], told["photos"][-1], strict=True))
    assert (last["name"], last["width"], last["height"]) == ("Last.jpg", 1500, 1000)
    assert last["actions"] == 3
    assert told["next"] is None
    assert fetch(guest, told["base"] + last["medium"]).body == rendition("1200")


def test_it_is_sent_packed_to_who_can_unpack(guest: Browser, gallery: Gallery) -> None:
    path = f"{url_of(gallery)}?site=1"
    packed = guest.get(path, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    plain = guest.get(path)
    assert "Content-Encoding" not in plain
    assert orjson.loads(gzip.decompress(packed.content)) == plain.json()


def test_it_follows_page_after_page_without_a_gap(
    guest: Browser, gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_FOR_SCRIPTS", 3)
    first = guest.get(f"{url_of(gallery)}?site=1").json()
    second = guest.get(first["next"]).json()
    shown = [row[0] for row in (*first["photos"], *second["photos"])]
    order = Photo.objects.filter(placements__gallery=gallery).order_by("placements__position")
    assert shown == list(order.values_list("public_id", flat=True))
    assert (len(first["photos"]), second["next"]) == (3, None)


def test_it_links_nothing_of_a_photo_without_renditions(guest: Browser, gallery: Gallery) -> None:
    photo = make_photo(in_gallery=gallery)
    assert photo.version is not None
    photo.version.renditions = {"400": photo.version.renditions["400"]}
    photo.version.save(update_fields=["renditions"])
    told = guest.get(f"{url_of(gallery)}?site=1").json()
    last = dict(zip(told["legend"], told["photos"][-1], strict=True))
    assert last["small"]
    assert (last["medium"], last["large"]) == ("", "")


def test_it_gives_programs_the_ordinary_list(guest: Browser, gallery: Gallery) -> None:
    told = guest.get(url_of(gallery)).json()
    assert len(told["results"]) == 4
    one = guest.get(f"{url_of(gallery)}{told['results'][0]['id']}/").json()
    assert one == told["results"][0]


@pytest.mark.parametrize("kept", [True, False])
def test_it_asks_as_much_for_many_photos_as_for_few(
    kept: bool, guest: Browser, inside_acme: Studio
) -> None:
    asked = []
    for count in (2, 40):
        gallery = make_gallery(photos=count)
        make_row(gallery)
        path = f"{url_of(gallery)}?site=1"
        guest.get(path)
        if not kept:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            guest.get(path)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    # The studio's schema, the gallery with the decision; the cache had the studios' version too.
    assert asked[0] <= (2 if kept else 6)
