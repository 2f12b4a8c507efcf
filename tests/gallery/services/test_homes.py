"""Where the files of libraries are kept."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from modules.gallery import facade
from modules.gallery.models import Gallery, Placement
from modules.gallery.services import galleries, homes, placing
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.support import world

from .conftest import AddPhoto


@pytest.fixture
def home(inside_acme: Studio) -> Gallery:
    return facade.make_home(name="Desk of Ida")


def test_it_keeps_a_photo_that_is_taken_out_of_its_last_gallery(
    home: Gallery, gallery: Gallery, add_photo: AddPhoto
) -> None:
    photo = add_photo(home)
    assert facade.home_of(photo_ids=[photo.pk]) == {photo.pk: home.pk}
    placing.place(gallery=gallery, photo_ids=[photo.pk])
    taken = placing.remove(gallery=gallery, photo_ids=[photo.pk])
    assert taken == placing.Removed(removed=1, stayed=0)
    placing.place(gallery=gallery, photo_ids=[photo.pk])
    assert placing.remove(gallery=home, photo_ids=[photo.pk]).removed == 0


def test_it_gives_a_photo_another_home_and_leaves_it_where_it_is_shown(
    home: Gallery, gallery: Gallery, add_photo: AddPhoto
) -> None:
    other = facade.make_home(name="Desk of Jonas")
    photo = add_photo(gallery)
    for place in (home, other):
        assert facade.place_in_home(home=place, photo_ids=[photo.pk]) == 1
    places = Placement.objects.filter(photo=photo).values_list("gallery", "in_home")
    assert set(places) == {(gallery.pk, False), (other.pk, True)}


def test_it_ends_links_where_a_photo_is_when_its_home_changes(
    home: Gallery, gallery: Gallery, add_photo: AddPhoto
) -> None:
    photo = add_photo(home)
    placing.place(gallery=gallery, photo_ids=[photo.pk])
    before = dict(Gallery.objects.values_list("pk", "access_revision"))
    facade.rights_changed_in(home_ids=[home.pk])
    after = dict(Gallery.objects.values_list("pk", "access_revision"))
    assert {key for key in after if after[key] > before[key]} == {home.pk, gallery.pk}


def test_it_knows_one_home_a_photo(home: Gallery, add_photo: AddPhoto) -> None:
    photo = add_photo(home)
    other = facade.make_home(name="Desk of Jonas")
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(gallery=other, photo=photo, in_home=True)


def test_it_lists_the_photos_of_homes_and_where_they_are(
    home: Gallery, gallery: Gallery, add_photo: AddPhoto
) -> None:
    shown, kept = add_photo(home, "a.jpg"), add_photo(home, "b.jpg")
    placing.place(gallery=gallery, photo_ids=[shown.pk])
    found = facade.photos_in_home(home_ids=[home.pk]).order_by("-home_place")
    rows = found.values_list("pk", "home_id", "is_placed")
    assert list(rows) == [(kept.pk, home.pk, False), (shown.pk, home.pk, True)]


def test_it_makes_no_home_of_a_gallery(gallery: Gallery, add_photo: AddPhoto) -> None:
    photo = add_photo(gallery)
    with pytest.raises(homes.NoHome):
        facade.place_in_home(home=gallery, photo_ids=[photo.pk])
    with pytest.raises(homes.NoHome):
        facade.rename_home(home=gallery, name="Mine now")


def test_it_never_publishes_a_home(home: Gallery) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        galleries.publish(gallery=home, at=timezone.now())


@pytest.mark.parametrize(
    "address",
    [
        "/studio/galleries/",
        "/studio/galleries/?q=Desk",
        "/studio/galleries/?sort=newest",
        "/studio/galleries/new/",
        "/studio/",
        "/",
        "/api/v1/galleries/",
    ],
)
def test_it_stands_in_no_list(
    home: Gallery, address: str, inside_acme: Studio, alice: Person
) -> None:
    answer = world.browser(inside_acme, alice).get(address)
    assert answer.status_code == 200
    assert home.title not in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/studio/galleries/{}/", "/studio/galleries/{}/settings/", "/galleries/{}/",
        "/api/v1/galleries/{}/", "/api/v1/galleries/{}/photos/",
    ],
)  # fmt: skip
def test_it_has_no_page_of_its_own(
    home: Gallery, address: str, inside_acme: Studio, alice: Person
) -> None:
    assert world.browser(inside_acme, alice).get(address.format(home.public_id)).status_code == 404
