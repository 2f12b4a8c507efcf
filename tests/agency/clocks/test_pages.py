"""The page of clocks: a photo of each camera, differences, the order before and after."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser

from modules.agency import clock_listeners
from modules.agency.models import ClockCorrection
from modules.gallery.events import PhotoAdded
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.agency.clocks.making import MINUTE, NOON, by_name, order, shot
from tests.gallery.factories import make_gallery

Open = Callable[..., Browser]


@pytest.fixture
def event(inside_acme: Studio) -> Gallery:
    gallery = make_gallery()
    shot("ada0.jpg", NOON, of=gallery)
    shot("ada1.jpg", NOON + 10 * MINUTE, of=gallery)
    shot("ben0.jpg", NOON - 60 * MINUTE, of=gallery, camera="Nikon Z9", serial="2")
    return gallery


@pytest.fixture
def team(event: Gallery, acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


def url(event: Gallery) -> str:
    return f"/studio/galleries/{event.public_id}/clocks/"


def same(event: Gallery) -> dict[str, str]:
    """That Ada's second photo and Ben's only one show the same moment, and Ada's clock is right."""
    known = by_name(event)
    return {
        "ref": known["1"].key,
        f"f-{known['1'].key}": known["1"].shots[1].public_id,
        f"f-{known['2'].key}": known["2"].shots[0].public_id,
        "do": "same",
    }


def test_it_works_differences_out_shows_the_order_and_corrects(
    team: Browser, event: Gallery
) -> None:
    content = team.get(url(event), same(event)).content.decode()
    assert 'value="+01:10:00"' in content
    assert "photos change their place" in content
    hidden = dict(
        re.findall(r'<input type="hidden" name="([of]-\w+|ref)" value="([^"]*)"', content)
    )
    answer = team.post(f"{url(event)}correction/", hidden, follow=True)
    assert "3 photos are in the order they were taken." in answer.content.decode()
    assert order(event) == ["ada0.jpg", "ada1.jpg", "ben0.jpg"]
    assert Photo.objects.get(name="ben0.jpg").captured_at == NOON + 10 * MINUTE
    assert ClockCorrection.objects.get(is_reference=True).serial == "1"
    team.post(f"{url(event)}correction/end/")
    assert Photo.objects.get(name="ben0.jpg").captured_at == NOON - 60 * MINUTE


def test_it_corrects_by_what_somebody_typed(team: Browser, event: Gallery) -> None:
    key = by_name(event)["2"].key
    content = team.get(url(event), {f"o-{key}": "+1:30", "do": "preview"}).content.decode()
    assert "As it will be" in content
    team.post(f"{url(event)}correction/", {f"o-{key}": "+1:30"})
    assert Photo.objects.get(name="ben0.jpg").captured_at == NOON + timedelta(minutes=30)


def test_it_says_what_is_no_difference(team: Browser, event: Gallery) -> None:
    key = by_name(event)["2"].key
    content = team.get(url(event), {f"o-{key}": "soon", "do": "preview"}).content.decode()
    assert "Write a difference like +00:03:20" in content
    assert "As it will be" not in content
    team.post(f"{url(event)}correction/", {f"o-{key}": "soon"})
    assert not ClockCorrection.objects.exists()


def test_it_hears_of_files_that_come_later(team: Browser, event: Gallery) -> None:
    key = by_name(event)["2"].key
    team.post(f"{url(event)}correction/", {f"o-{key}": "+1:00"})
    late = shot("late.jpg", NOON, of=event, camera="Nikon Z9", serial="2")
    assert "1 photo is not corrected yet." in team.get(url(event)).content.decode()
    clock_listeners.on_photo_added(PhotoAdded(photo_id=late.pk, gallery_id=event.pk))
    assert "not corrected yet" not in team.get(url(event)).content.decode()


def test_it_is_found_where_clocks_may_differ(team: Browser, event: Gallery) -> None:
    assert url(event) in team.get(f"/studio/galleries/{event.public_id}/").content.decode()
    event.placements.filter(photo__name="ben0.jpg").delete()
    assert url(event) not in team.get(f"/studio/galleries/{event.public_id}/").content.decode()


def test_it_says_so_where_no_photo_knows_its_time(team: Browser, inside_acme: Studio) -> None:
    empty = make_gallery()
    assert "No photo here knows" in team.get(url(empty)).content.decode()
