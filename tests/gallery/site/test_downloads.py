"""Downloading one photo, and everything at once."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client as Browser

from modules.gallery.models import (
    Authorization,
    DeliveryFormat,
    DownloadEntry,
    Gallery,
    Photo,
    PreparedFile,
)
from modules.gallery.services import making, photos
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.gallery.factories import make_photo, make_row, original, rendition
from tests.gallery.plane import fetch
from tests.support import world


@pytest.fixture
def row(gallery: Gallery, carla: Person) -> Authorization:
    """Carla's own row: only what is FINAL."""
    return make_row(gallery, client=carla.client, originals="final", lowres=True)


@pytest.fixture
def carlas(acme: Studio, carla: Person, row: Authorization) -> Browser:
    return world.browser(acme, carla)


def path_of(gallery: Gallery, at: int = 0) -> tuple[str, Photo]:
    photo = Photo.objects.filter(placements__gallery=gallery).order_by("placements__position")[at]
    return f"/galleries/{gallery.public_id}/photos/{photo.public_id}/", photo


def test_it_works(guest: Browser, gallery: Gallery) -> None:
    path, photo = path_of(gallery)
    got = fetch(guest, guest.get(f"{path}download/")["Location"])
    assert got.body == original()
    assert photo.name in got.headers["content-disposition"]


def test_it_gives_the_largest_jpeg_as_preview(guest: Browser, gallery: Gallery) -> None:
    got = fetch(guest, guest.get(f"{path_of(gallery)[0]}download/?as=lowres")["Location"])
    assert got.body == rendition("2048")
    assert 'filename="IMG_0.jpg"' in got.headers["content-disposition"]


@pytest.mark.parametrize(("state", "status"), [("UNDEFINED", 404), ("PROOF", 404), ("FINAL", 302)])
def test_b2_d_it_gives_only_what_is_final(
    state: str, status: int, carlas: Browser, gallery: Gallery
) -> None:
    path, photo = path_of(gallery)
    photos.set_state(photo_ids=[photo.pk], state=state)
    for way in ("original", "lowres"):
        assert carlas.get(f"{path}download/?as={way}").status_code == status
        assert (f"?as={way}".encode() in carlas.get(path).content) is (status == 302)


def test_row_52_it_leaves_proofs_out_of_an_archive_of_small_files(
    carlas: Browser, gallery: Gallery
) -> None:
    photos.set_state(photo_ids=[path_of(gallery, 1)[1].pk], state="FINAL")
    archive = f"/galleries/{gallery.public_id}/archive/?as=lowres"
    got = fetch(carlas, carlas.get(archive)["Location"])
    with zipfile.ZipFile(io.BytesIO(got.body)) as opened:
        assert opened.namelist() == ["IMG_1.jpg"]


@pytest.mark.parametrize("asked", ["x", "format", "2048", "../original", "original/"])
def test_gal_15_it_knows_nothing_that_is_not_offered(
    asked: str, guest: Browser, gallery: Gallery
) -> None:
    assert guest.get(f"{path_of(gallery)[0]}download/?as={asked}").status_code == 404
    assert guest.get(f"/galleries/{gallery.public_id}/archive/?as={asked}").status_code == 404


def test_b2_e_it_writes_a_download_down_by_client(carlas: Browser, gallery: Gallery) -> None:
    path, photo = path_of(gallery)
    photos.set_state(photo_ids=[photo.pk], state="FINAL")
    carlas.get(f"{path}download/")
    carlas.get(f"/galleries/{gallery.public_id}/archive/?as=original")
    entries = DownloadEntry.objects.order_by("pk")
    assert [(e.email, e.name, e.in_archive) for e in entries] == [
        ("carla@example.org", "IMG_0.JPG", False),
        ("carla@example.org", "IMG_0.JPG", True),
    ]


def test_row_52_it_puts_into_an_archive_what_may_be_had_and_no_more(
    carlas: Browser, gallery: Gallery
) -> None:
    photos.set_state(photo_ids=[path_of(gallery, 1)[1].pk], state="FINAL")
    link = carlas.get(f"/galleries/{gallery.public_id}/archive/?as=original")["Location"]
    got = fetch(carlas, link)
    with zipfile.ZipFile(io.BytesIO(got.body)) as opened:
        assert opened.namelist() == ["IMG_1.JPG"]
        assert opened.read("IMG_1.JPG") == original()
    assert got.headers["content-type"] == "application/zip"


def test_it_says_that_there_is_nothing_to_download(carlas: Browser, gallery: Gallery) -> None:
    answer = carlas.get(f"/galleries/{gallery.public_id}/archive/?as=original")
    assert answer.status_code == 403
    assert "There is nothing to download here yet" in answer.content.decode()


def test_it_shows_no_button_where_nothing_may_be_had(carlas: Browser, gallery: Gallery) -> None:
    row = Authorization.objects.exclude(client=None).get()
    row.lowres = False
    row.save(update_fields=["lowres"])
    page = f"/galleries/{gallery.public_id}/"
    assert "Download" not in carlas.get(page).content.decode().split("gallery-tools")[1][:900]
    photos.set_state(photo_ids=[path_of(gallery)[1].pk], state="FINAL")
    assert "Download 1 photo" in carlas.get(page).content.decode()


def test_row_47_it_shows_no_button_above_the_limit(
    guest: Browser, gallery: Gallery, inside_acme: Studio
) -> None:
    SiteSettings.objects.update(modules={"gallery": {"largest_archive_files": 2}})
    assert "Download all" not in guest.get(f"/galleries/{gallery.public_id}/").content.decode()
    answer = guest.get(f"/galleries/{gallery.public_id}/archive/?as=original")
    assert answer.status_code == 409


@pytest.fixture
def web_format(row: Authorization) -> DeliveryFormat:
    made = DeliveryFormat.objects.create(name="Web", pixels=600, name_template="{{basename}}-web")
    row.formats.add(made)
    return made


def test_b2_c_it_makes_a_format_first_and_gives_it_then(
    carlas: Browser, gallery: Gallery, web_format: DeliveryFormat
) -> None:
    path = f"{path_of(gallery)[0]}download/?as={web_format.public_id}"
    waiting = carlas.get(path)
    assert waiting.status_code == 202
    assert "being prepared" in waiting.content.decode()
    making.make(prepared_id=PreparedFile.objects.get().pk, at=gallery.created_at)
    got = fetch(carlas, carlas.get(path)["Location"])
    assert 'filename="IMG_0-web.jpg"' in got.headers["content-disposition"]
    assert 0 < len(got.body) < len(original())


def test_it_waits_with_an_archive_until_all_of_a_format_are_made(
    carlas: Browser, gallery: Gallery, web_format: DeliveryFormat
) -> None:
    there = f"/galleries/{gallery.public_id}/archive/"
    asked = f"?as={web_format.public_id}"
    assert carlas.get(f"{there}{asked}").status_code == 202
    assert carlas.get(f"{there}progress/{asked}").json()["message"] == "0 of 3 prepared"
    for file in PreparedFile.objects.all():
        making.make(prepared_id=file.pk, at=gallery.created_at)
    told = carlas.get(f"{there}progress/{asked}").json()
    assert (told["state"], told["done"], told["total"]) == ("done", 3, 3)
    assert fetch(carlas, carlas.get(told["url"])["Location"]).status == 200


def test_b1_g_it_lets_the_groom_download_and_not_the_guests(
    acme: Studio, carlas: Browser, gallery: Gallery
) -> None:
    Authorization.objects.filter(client=None).update(originals="none", lowres=False)
    path, photo = path_of(gallery)
    photos.set_state(photo_ids=[photo.pk], state="FINAL")
    assert carlas.get(f"{path}download/").status_code == 302
    guest = world.browser(acme)
    assert guest.get(path).status_code == 200
    assert guest.get(f"{path}download/").status_code == 404


def test_it_tells_equal_names_apart(guest: Browser, gallery: Gallery) -> None:
    make_photo(in_gallery=gallery, stored=True, name="IMG_0.JPG")
    link = guest.get(f"/galleries/{gallery.public_id}/archive/?as=original")["Location"]
    with zipfile.ZipFile(io.BytesIO(fetch(guest, link).body)) as opened:
        assert len(set(opened.namelist())) == 4
        assert opened.testzip() is None


def test_row_170_it_gives_much_in_numbered_parts(
    guest: Browser, gallery: Gallery, inside_acme: Studio
) -> None:
    SiteSettings.objects.update(modules={"gallery": {"archive_part_files": 2}})
    there = f"/galleries/{gallery.public_id}/archive/?as=original"
    assert "Part 2" in guest.get(there).content.decode()
    names = []
    for number in (1, 2):
        got = fetch(guest, guest.get(f"{there}&part={number}")["Location"])
        with zipfile.ZipFile(io.BytesIO(got.body)) as opened:
            names += opened.namelist()
    assert f"({number} of 2).zip" in got.headers["content-disposition"]
    assert names == ["IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG"]


@pytest.mark.parametrize("part", ["0", "3", "x", "-1", "9" * 30])
def test_row_170_it_knows_no_other_part(
    part: str, guest: Browser, gallery: Gallery, inside_acme: Studio
) -> None:
    SiteSettings.objects.update(modules={"gallery": {"archive_part_files": 2}})
    asked = f"/galleries/{gallery.public_id}/archive/?as=original&part={part}"
    assert guest.get(asked).status_code == 404
