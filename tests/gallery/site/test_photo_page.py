"""One photo by itself, where picks, stars and comments need no script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from safelight.accounts import throttle
from safelight.accounts.models import Person, Visitor
from safelight.api import limits
from tenants.models import Studio
from tests.support import world
from tests.support.clean import _no_tries_yet

__all__ = ["_no_tries_yet"]


@pytest.fixture
def page(gallery: Gallery) -> str:
    photo = Photo.objects.filter(placements__gallery=gallery)[0]
    return f"/galleries/{gallery.public_id}/photos/{photo.public_id}/"


def shown(browser: Browser, page: str) -> str:
    return browser.get(page).content.decode()


def test_it_picks_and_takes_the_pick_back(guest: Browser, page: str) -> None:
    assert 'name="picked" value="1" aria-pressed="false"' in shown(guest, page)
    answer = guest.post(f"{page}pick/", {"picked": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert 'name="picked" value="0" aria-pressed="true"' in shown(guest, page)
    guest.post(f"{page}pick/", {"picked": "0"})
    assert not Pick.objects.exists()


def test_it_gives_stars_and_the_same_star_takes_them_back(guest: Browser, page: str) -> None:
    guest.post(f"{page}stars/", {"stars": "4"})
    assert Rating.objects.get().stars == 4
    html = shown(guest, page)
    assert html.count('class="is-on"') == 4
    assert 'name="stars" value="0" data-star="4"' in html
    guest.post(f"{page}stars/", {"stars": "0"})
    assert not Rating.objects.exists()


@pytest.mark.parametrize("stars", ["6", "-1", "x", "", "٣"])
def test_it_says_what_stars_there_are(stars: str, guest: Browser, page: str) -> None:
    guest.post(f"{page}stars/", {"stars": stars})
    assert "Give one to five stars" in shown(guest, page)
    assert not Rating.objects.exists()


def test_it_writes_a_comment_and_shows_the_thread(
    guest: Browser, acme: Studio, alice: Person, page: str
) -> None:
    guest.post(f"{page}comments/", {"text": "Softer <b>light</b>?"})
    world.browser(acme, alice).post(f"{page}comments/", {"text": "We will."})
    html = shown(guest, page)
    assert "Softer &lt;b&gt;light&lt;/b&gt;?" in html
    assert html.index('"author">You<') < html.index(f'"author">{acme.name}<')
    Comment.objects.filter(by_team=True).update(hidden_at=timezone.now())
    assert "We will." not in shown(guest, page)


def test_it_refuses_an_empty_comment_with_a_sentence(guest: Browser, page: str) -> None:
    guest.post(f"{page}comments/", {"text": "  "})
    assert "Write something" in shown(guest, page)
    assert not Comment.objects.exists()


def test_it_offers_and_takes_nothing_that_is_switched_off(
    guest: Browser, gallery: Gallery, page: str
) -> None:
    off = {"picks_on": False, "ratings_on": False, "comments_on": False}
    Gallery.objects.filter(pk=gallery.pk).update(**off)
    assert "<form" not in shown(guest, page).split("<main")[1]
    guest.post(f"{page}pick/", {"picked": "1"})
    assert "cannot be picked" in shown(guest, page)
    assert not Pick.objects.exists()


@pytest.mark.parametrize("what", ["pick/", "stars/", "comments/"])
def test_it_takes_nothing_from_whoever_may_not_enter(
    what: str, guest: Browser, gallery: Gallery, page: str
) -> None:
    Gallery.objects.filter(pk=gallery.pk).update(published_at=None)
    assert (
        guest.post(f"{page}{what}", {"picked": "1", "stars": "1", "text": "x"}).status_code == 404
    )
    assert not Visitor.objects.filter(person=None).exists()


def test_it_slows_strangers_down_as_the_api_does(
    guest: Browser, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = throttle.Limit("api:stranger", 1, timedelta(hours=1))
    monkeypatch.setattr(limits, "STRANGERS", limit)
    told = [guest.post(f"{page}pick/", {"picked": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in told] == [302, 429]
    assert int(told[1].headers["Retry-After"]) > 0


def test_it_shows_nobody_the_marks_of_another(
    guest: Browser, acme: Studio, carla: Person, page: str
) -> None:
    world.browser(acme, carla).post(f"{page}stars/", {"stars": "5"})
    assert 'class="is-on"' not in shown(guest, page)
