"""Picks, stars and comments by the API, as the pages' scripts use it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world

JSON = "application/json"


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = make_gallery(comments_on=True, ratings_on=True)
    make_row(made)
    make_photo(in_gallery=made)
    return made


@pytest.fixture
def photo(gallery: Gallery) -> str:
    found = Photo.objects.get(placements__gallery=gallery)
    return f"/api/v1/galleries/{gallery.public_id}/photos/{found.public_id}/"


@pytest.fixture
def guest(acme: Studio) -> Browser:
    return world.browser(acme)


def listed(browser: Browser, photo: str) -> dict[str, Any]:
    told = browser.get(f"{photo.split('photos/')[0]}photos/?site=1").json()
    return dict(zip(told["legend"], told["photos"][0], strict=True))


def test_it_works(guest: Browser, photo: str) -> None:
    assert guest.put(f"{photo}pick/").json() == {"picked": True}
    assert guest.put(f"{photo}pick/").json() == {"picked": True}
    assert listed(guest, photo)["picked"] == 1
    assert guest.delete(f"{photo}pick/").status_code == 204
    assert listed(guest, photo)["picked"] == 0


def test_it_takes_stars_and_takes_them_back(guest: Browser, photo: str) -> None:
    for stars in (3, 5):
        answer = guest.put(f"{photo}rating/", {"stars": stars}, content_type=JSON)
        assert answer.json() == {"stars": stars}
        assert listed(guest, photo)["stars"] == stars
    guest.put(f"{photo}rating/", {"stars": 0}, content_type=JSON)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("stars", [-1, 6, "x", None, 2.5])
def test_it_refuses_what_is_no_number_of_stars(stars: object, guest: Browser, photo: str) -> None:
    answer = guest.put(f"{photo}rating/", {"stars": stars}, content_type=JSON)
    assert answer.status_code == 400
    assert answer.json()["error"]["fields"]["stars"]


def test_it_shows_comments_oldest_first_and_counts_them(guest: Browser, photo: str) -> None:
    for text in ("First", "Second <b>"):
        answer = guest.post(f"{photo}comments/", {"text": text}, content_type=JSON)
        assert answer.status_code == 201
    told = guest.get(f"{photo}comments/").json()["comments"]
    assert [(each["text"], each["mine"], each["author"]) for each in told] == [
        ("First", True, "You"), ("Second <b>", True, "You"),
    ]  # fmt: skip
    assert listed(guest, photo)["comments"] == 2


def test_it_tells_a_clients_address_to_nobody(
    acme: Studio, carla: Person, guest: Browser, photo: str
) -> None:
    carla.name = ""
    carla.save(update_fields=["name"])
    said = world.browser(acme, carla).post(
        f"{photo}comments/", {"text": "By Carla"}, content_type=JSON
    )
    assert said.status_code == 201
    told = guest.get(f"{photo}comments/").json()["comments"][0]
    assert (told["author"], told["mine"]) == ("A guest", False)


def test_it_hides_a_comment_from_clients(guest: Browser, photo: str) -> None:
    guest.post(f"{photo}comments/", {"text": "Rude"}, content_type=JSON)
    Comment.objects.update(hidden_at=timezone.now())
    assert guest.get(f"{photo}comments/").json() == {"comments": []}
    assert listed(guest, photo)["comments"] == 0


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 4001])
def test_it_refuses_what_is_no_comment(text: str, guest: Browser, photo: str) -> None:
    answer = guest.post(f"{photo}comments/", {"text": text}, content_type=JSON)
    assert answer.status_code == 400
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "method", "path", "body"),
    [
        ("picks_on", "put", "pick/", {}),
        ("ratings_on", "put", "rating/", {"stars": 3}),
        ("comments_on", "post", "comments/", {"text": "Hello"}),
    ],
)
def test_it_refuses_what_is_switched_off(
    field: str, method: str, path: str, body: dict[str, Any], guest: Browser, gallery: Gallery,
    photo: str,
) -> None:  # fmt: skip
    setattr(gallery, field, False)
    gallery.save(update_fields=[field])
    answer = getattr(guest, method)(f"{photo}{path}", body, content_type=JSON)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "switched_off"


def test_it_refuses_a_write_from_elsewhere(acme: Studio, photo: str) -> None:
    stranger = world.browser(acme, enforce_csrf_checks=True)
    assert stranger.put(f"{photo}pick/").status_code == 403
    assert not Pick.objects.exists()


def test_it_keeps_what_is_said_before_signing_in(
    acme: Studio, carla: Person, guest: Browser, gallery: Gallery, photo: str
) -> None:
    guest.put(f"{photo}pick/")
    guest.put(f"{photo}rating/", {"stars": 4}, content_type=JSON)
    kept = Visitor.objects.create(person=carla)
    Rating.objects.create(photo=Photo.objects.get(), visitor=kept, stars=2, at=timezone.now())
    guest.post("/sign-in/", {"email": "carla@example.org", "password": world.PASSWORD})
    mine = listed(guest, photo)
    # Where both have said something, what the person said before stands.
    assert (mine["picked"], mine["stars"]) == (1, 2)


def test_it_shows_one_person_the_same_in_two_browsers(
    acme: Studio, carla: Person, photo: str
) -> None:
    first, second = world.browser(acme, carla), world.browser(acme, carla)
    first.put(f"{photo}pick/")
    assert listed(second, photo)["picked"] == 1
