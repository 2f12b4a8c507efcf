"""GAL-05: after a right was taken away, pages, links and archives end with the next request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Archive, DeliveryFormat, Gallery, Photo, PreparedFile
from modules.gallery.services import authorizations, closing, galleries, making, photos, placing
from modules.gallery.services.presets import Rights
from safelight.accounts.models import Person
from safelight.accounts.services import people
from tenants.models import Studio
from tests.gallery.access.doors import PASSWORD, with_client, with_password
from tests.gallery.factories import make_version, original, rendition
from tests.gallery.plane import fetch

Commit = Callable[..., AbstractContextManager[Any]]
Links = dict[str, str]


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    return with_client(carla.client)


@pytest.fixture
def changing(django_capture_on_commit_callbacks: Commit) -> Callable[[], Any]:
    """What is told after a commit is told at the end of each ``with changing()`` block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def links_of(browser: Browser, gallery: Gallery) -> Links:
    """One link of each kind, as this browser is given them now."""
    photo = photos_of(gallery)[0]
    listed = browser.get(f"/api/v1/galleries/{gallery.public_id}/photos/{photo.public_id}/").json()
    here = f"/galleries/{gallery.public_id}/"
    return {
        "small": listed["small"],
        "large": listed["large"],
        "original": browser.get(f"{here}photos/{photo.public_id}/download/?as=original")[
            "Location"
        ],
        "lowres": browser.get(f"{here}photos/{photo.public_id}/download/?as=lowres")["Location"],
        "archive": browser.get(f"{here}archive/?as=original")["Location"],
    }


def photos_of(gallery: Gallery) -> list[Photo]:
    return list(Photo.objects.filter(placements__gallery=gallery).order_by("placements__position"))


def statuses(browser: Browser, links: Links) -> dict[str, int]:
    return {name: fetch(browser, url).status for name, url in links.items()}


ALL_OPEN = dict.fromkeys(["small", "large", "original", "lowres", "archive"], 200)
ALL_SHUT = dict.fromkeys(ALL_OPEN, 404)


def test_it_gives_the_files_bytes_by_its_links(carlas: Browser, gallery: Gallery) -> None:
    links = links_of(carlas, gallery)
    small = fetch(carlas, links["small"])
    assert (small.body, small.headers["content-type"]) == (rendition("400"), "image/webp")
    large = fetch(carlas, links["large"])
    assert (large.body, large.headers["content-type"]) == (rendition("2048"), "image/jpeg")
    given = fetch(carlas, links["original"])
    assert given.body == original()
    assert given.headers["content-disposition"].startswith("attachment")


def _remove_row(gallery: Gallery) -> None:
    authorizations.remove(row=gallery.authorizations.exclude(client=None).get())


def _shut_row(gallery: Gallery) -> None:
    row = gallery.authorizations.exclude(client=None).get()
    authorizations.set_rights(row=row, rights=Rights(enter=False))


def _unpublish(gallery: Gallery) -> None:
    galleries.unpublish(gallery=gallery)


def _delete(gallery: Gallery) -> None:
    galleries.delete(gallery=gallery)


def test_row_19_it_ends_links_when_the_last_day_is_over(
    carlas: Browser, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    links = links_of(carlas, gallery)
    # The clock passes the day without anybody doing anything.
    Gallery.objects.filter(pk=gallery.pk).update(closes_at=timezone.now())
    page = carlas.get(f"/galleries/{gallery.public_id}/")
    assert (page.status_code, gallery.title in page.content.decode()) == (410, False)
    with changing():
        assert closing.close(at=timezone.now()) == [gallery.pk]
    assert statuses(carlas, links) == ALL_SHUT
    assert closing.close(at=timezone.now()) == []
    with changing():
        galleries.change(gallery=gallery, closes_at=timezone.now() + timedelta(days=1))
    assert carlas.get(f"/galleries/{gallery.public_id}/").status_code == 200


@pytest.mark.parametrize("revoke", [_remove_row, _shut_row, _unpublish, _delete])
def test_gal_05_it_ends_what_was_given_before(
    revoke: Callable[[Gallery], None], carlas: Browser, gallery: Gallery,
    changing: Callable[[], Any],
) -> None:  # fmt: skip
    links = links_of(carlas, gallery)
    assert statuses(carlas, links) == ALL_OPEN
    with changing():
        revoke(gallery)
    assert statuses(carlas, links) == ALL_SHUT
    assert carlas.get(f"/galleries/{gallery.public_id}/").status_code == 404


def test_gal_05_it_ends_links_until_the_new_password_is_given(
    guest: Browser, inside_acme: Studio, changing: Callable[[], Any]
) -> None:
    gallery = with_password()
    unlock = f"/galleries/{gallery.public_id}/unlock/"
    guest.post(unlock, {"password": PASSWORD})
    links = links_of(guest, gallery)
    assert statuses(guest, links) == ALL_OPEN
    with changing():
        authorizations.set_password(gallery=gallery, password="another one")
    assert statuses(guest, links) == ALL_SHUT
    guest.post(unlock, {"password": "another one"})
    assert statuses(guest, links) == ALL_OPEN


def test_it_renews_links_without_a_word_after_a_change_that_takes_nothing(
    carlas: Browser, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    links = links_of(carlas, gallery)
    with changing():
        authorizations.add_clients(
            gallery=gallery, addresses=[authorizations.Address(email="new@example.org")],
            rights=Rights(),
        )  # fmt: skip
    assert statuses(carlas, links) == ALL_OPEN


def test_gal_15_it_keeps_pictures_and_ends_files_without_the_right_to_download(
    carlas: Browser, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    links = links_of(carlas, gallery)
    row = gallery.authorizations.exclude(client=None).get()
    with changing():
        authorizations.set_rights(row=row, rights=Rights(lowres=True))
    assert statuses(carlas, links) == {**ALL_OPEN, "original": 404, "archive": 404}


def test_gal_05_it_renews_no_link_of_somebody_else(
    carlas: Browser, guest: Browser, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    links = links_of(carlas, gallery)
    with changing():
        authorizations.set_rights(
            row=gallery.authorizations.get(), rights=Rights(originals="all", lowres=True)
        )
    assert statuses(guest, links) == ALL_SHUT
    assert statuses(carlas, links) == ALL_OPEN


def _take_out(photo: Photo, gallery: Gallery) -> None:
    other = galleries.create(title="Other")
    placing.place(gallery=other, photo_ids=[photo.pk])
    placing.remove(gallery=gallery, photo_ids=[photo.pk])


def _no_longer_final(photo: Photo, gallery: Gallery) -> None:
    row = gallery.authorizations.exclude(client=None).get()
    authorizations.set_rights(row=row, rights=Rights(originals="final"))
    photos.set_state(photo_ids=[photo.pk], state="PROOF")


def _delete_photo(photo: Photo, gallery: Gallery) -> None:
    photos.delete(photo_ids=[photo.pk])


def _replace(photo: Photo, gallery: Gallery) -> None:
    version = make_version(photo=photo, stored=True)
    photos.restore(photo=photo, number=version.number)


@pytest.mark.parametrize("lose", [_take_out, _no_longer_final, _delete_photo, _replace])
def test_row_52_it_ends_an_archive_with_the_right_to_one_of_its_files(
    lose: Callable[[Photo, Gallery], None], carlas: Browser, gallery: Gallery,
    changing: Callable[[], Any],
) -> None:  # fmt: skip
    links = links_of(carlas, gallery)
    with changing():
        lose(photos_of(gallery)[1], gallery)
    assert statuses(carlas, links)["archive"] == 404
    answer = carlas.get(f"/galleries/{gallery.public_id}/archive/?as=original")
    assert fetch(carlas, answer["Location"]).status == 200
    expected = 3 if lose is _replace else 2
    assert len(Archive.objects.latest("pk").photo_ids) == expected


def test_gal_05_it_puts_a_disabled_client_out_at_once(
    carlas: Browser, carla: Person, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    links = links_of(carlas, gallery)
    with changing():
        people.disable(person=carla, at=gallery.created_at)
    assert set(statuses(carlas, links).values()) == {404}


def test_gal_05_it_ends_a_prepared_file_with_its_format(
    carlas: Browser, gallery: Gallery, changing: Callable[[], Any]
) -> None:
    fmt = DeliveryFormat.objects.create(name="Web", pixels=800)
    row = gallery.authorizations.exclude(client=None).get()
    row.formats.add(fmt)
    photo = photos_of(gallery)[0]
    path = f"/galleries/{gallery.public_id}/photos/{photo.public_id}/download/?as={fmt.public_id}"
    assert carlas.get(path).status_code == 202
    with changing():
        making.make(prepared_id=PreparedFile.objects.get().pk, at=gallery.created_at)
    link = carlas.get(path)["Location"]
    assert fetch(carlas, link).status == 200
    with changing():
        authorizations.set_rights(row=row, rights=Rights(originals="all"))
    assert fetch(carlas, link).status == 404
