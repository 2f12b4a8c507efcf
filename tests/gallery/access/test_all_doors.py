"""GAL-01: what is behind a closed door is told by none of the ways that lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from modules.gallery.services import authorizations
from safelight.accounts.models import Client, Person
from tenants.models import Studio
from tests.gallery.access import doors
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world

OPEN_TO_ALL = {"first page", "robots", "sitemap", "thumbnails of the cart"}
ANSWERS = {302, 401, 403, 404, 405}


@dataclass(frozen=True)
class Scene:
    gallery: Gallery
    browser: Browser
    # What the page itself may answer here beside what all doors do.
    told: frozenset[int] = frozenset()


def _no_password(studio: Studio, carla: Person) -> Scene:
    return Scene(doors.with_password(), world.browser(studio))


def _wrong_password(studio: Studio, carla: Person) -> Scene:
    scene = _no_password(studio, carla)
    answer = scene.browser.post(
        f"/galleries/{scene.gallery.public_id}/unlock/", {"password": "open says me"}
    )
    assert answer.status_code == 403
    return scene


def _wrong_address(studio: Studio, carla: Person) -> Scene:
    dora = world.person(studio, "dora@example.org")
    return Scene(doors.with_client(carla.client), world.browser(studio, dora))


def _not_signed_in(studio: Studio, carla: Person) -> Scene:
    return Scene(doors.with_client(carla.client), world.browser(studio))


def _draft(studio: Studio, carla: Person) -> Scene:
    return Scene(doors.with_client(carla.client, published_at=None), world.browser(studio, carla))


def _below_a_draft(studio: Studio, carla: Person) -> Scene:
    top = make_gallery(published_at=None)
    return Scene(doors.with_client(carla.client, parent=top), world.browser(studio, carla))


def _over(studio: Studio, carla: Person) -> Scene:
    made = doors.with_client(carla.client, closes_at=timezone.now())
    return Scene(made, world.browser(studio, carla), frozenset({410}))


def _below_one_that_is_over(studio: Studio, carla: Person) -> Scene:
    top = make_gallery(closes_at=timezone.now())
    made = doors.with_client(carla.client, parent=top)
    return Scene(made, world.browser(studio, carla), frozenset({410}))


def _revoked(studio: Studio, carla: Person) -> Scene:
    scene = Scene(doors.with_client(carla.client), world.browser(studio, carla))
    row = scene.gallery.authorizations.get(client=carla.client)
    assert scene.browser.get(f"/galleries/{scene.gallery.public_id}/").status_code == 200
    authorizations.remove(row=row)
    return scene


def _disabled(studio: Studio, carla: Person) -> Scene:
    scene = Scene(doors.with_client(carla.client), world.browser(studio, carla))
    carla.disabled_at = scene.gallery.created_at
    carla.save(update_fields=["disabled_at"])
    return scene


def _shut_row(studio: Studio, carla: Person) -> Scene:
    scene = Scene(doors.protected(), world.browser(studio, carla))
    make_row(scene.gallery, client=carla.client, enter=False)
    make_row(scene.gallery, originals="all")
    return scene


SCENES = [
    _no_password, _wrong_password, _wrong_address, _not_signed_in, _draft, _below_a_draft, _revoked,
    _disabled, _shut_row, _over, _below_one_that_is_over,
]  # fmt: skip


def photo_of(gallery: Gallery) -> Photo:
    return Photo.objects.select_related("version").filter(placements__gallery=gallery)[0]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__.strip("_"))
def test_gal_01_it_shuts_every_door(
    scene: Callable[[Studio, Person], Scene], inside_acme: Studio, carla: Person
) -> None:
    found = scene(inside_acme, carla)
    photo = photo_of(found.gallery)
    for door in doors.doors_of(found.gallery, photo):
        answer = door.knock(found.browser)
        allowed = ANSWERS | ({200} if door.name in OPEN_TO_ALL else set()) | found.told
        assert answer.status_code in allowed, door
        assert doors.is_shut(answer, photo), door
    assert not any(model.objects.exists() for model in (Pick, Rating, Comment))


def test_it_shows_behind_open_doors_what_the_matrix_looks_for(
    inside_acme: Studio, carla: Person, carlas: Browser
) -> None:
    gallery = doors.with_client(carla.client)
    photo = photo_of(gallery)
    telling = {
        door.name
        for door in doors.doors_of(gallery, photo)
        if not doors.is_shut(door.knock(carlas), photo)
    }
    assert telling >= {
        "page", "filtered page", "photo's page", "download ", "download ?as=lowres", "archive ",
        "archive ?as=lowres", "list of photos", "list for scripts", "photo for programs",
    }  # fmt: skip


def test_gal_07_it_gives_nothing_of_another_gallery(
    inside_acme: Studio, carla: Person, dora: Person, carlas: Browser
) -> None:
    mine, other = make_gallery(title="Carla's own"), doors.with_client(dora.client)
    make_row(mine, client=carla.client)
    photo = photo_of(other)
    for door in doors.doors_of(other, photo):
        answer = door.knock(carlas)
        assert door.name in OPEN_TO_ALL or answer.status_code in ANSWERS
        assert doors.is_shut(answer, photo)
    crossed = carlas.get(f"/galleries/{mine.public_id}/photos/{photo.public_id}/")
    assert crossed.status_code == 404


def test_gal_12_it_says_nothing_of_a_photo_of_another_gallery(
    inside_acme: Studio, carla: Person, carlas: Browser
) -> None:
    mine, photo = doors.with_client(carla.client), make_photo(in_gallery=make_gallery())
    for door in doors.doors_of(mine, photo):
        if photo.public_id in door.path and "after=" not in door.path:
            assert door.knock(carlas).status_code == 404
    assert not any(model.objects.exists() for model in (Pick, Rating, Comment))


@pytest.mark.parametrize("hidden_by", ["no version", "taken out"])
def test_gal_10_it_shows_a_photo_nowhere_that_is_not_shown(
    hidden_by: str, inside_acme: Studio, carla: Person, carlas: Browser
) -> None:
    gallery = doors.with_client(carla.client)
    shown = list(Photo.objects.filter(placements__gallery=gallery).order_by("placements__position"))
    gone = shown[1]
    if hidden_by == "no version":
        Photo.objects.filter(pk=gone.pk).update(version=None)
    else:
        gallery.placements.filter(photo=gone).delete()
    page = carlas.get(f"/galleries/{gallery.public_id}/").content.decode()
    assert gone.name not in page
    assert "2 photos" in page
    first = carlas.get(f"/galleries/{gallery.public_id}/photos/{shown[0].public_id}/")
    assert gone.public_id not in first.content.decode()
    assert shown[2].public_id in first.content.decode()


def test_gal_11_it_answers_for_what_is_shut_as_for_what_is_not_there(
    inside_acme: Studio, carla: Person, dora: Person, carlas: Browser
) -> None:
    other = doors.with_client(dora.client)
    number = Gallery.objects.latest("pk").pk
    asked = [other.public_id, "A" * 22, str(number), str(number + 1), "x", "..%2f", "%00"]
    answers = [carlas.get(f"/galleries/{each}/") for each in asked]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_it_takes_a_client_of_another_studio_for_a_stranger(
    inside_acme: Studio, bolt: Studio, mallory: Person
) -> None:
    gallery = doors.with_client(Client.objects.get(person__email="carla@example.org"))
    answer = world.browser(bolt, mallory).get(f"/galleries/{gallery.public_id}/")
    assert answer.status_code == 404
