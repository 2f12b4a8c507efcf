"""Modules hold back and count downloads, keep picks, and say something above the photos."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.html import format_html

from modules.gallery import asking
from modules.gallery.access import revisions
from modules.gallery.facts import Held
from modules.gallery.models import Archive, DownloadEntry, Gallery, Photo, Pick
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.access import doors
from tests.gallery.factories import make_row
from tests.gallery.plane import fetch
from tests.support import world

HELD = Held(reason="Twenty photos are included.", price="€15.00", url="/more/")
Answer = Callable[..., None]


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = doors.protected()
    make_row(made, lowres=True, originals="all")
    return made


@pytest.fixture
def photos(gallery: Gallery) -> list[Photo]:
    return [place.photo for place in gallery.placements.order_by("position")]


@pytest.fixture
def guest(acme: Studio) -> Browser:
    return world.browser(acme)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """``held(photo)``: a module holds these back from now on."""

    def now(*some: Photo) -> None:
        ids = {photo.pk for photo in some}

        def answer(modules: Any, *, photo_ids: list[int], **_asked: Any) -> dict[int, Held]:
            return dict.fromkeys(ids & set(photo_ids), HELD)

        monkeypatch.setattr(asking, "held_back", answer)

    return now


def _at(gallery: Gallery, path: str) -> str:
    return f"/galleries/{gallery.public_id}/{path}"


def test_it_says_why_and_what_it_costs_instead_of_giving_it(
    guest: Browser, gallery: Gallery, photos: list[Photo], held: Answer
) -> None:
    held(photos[0])
    there = _at(gallery, f"photos/{photos[0].public_id}/download/")
    answer = guest.get(there)
    assert answer.status_code == 402
    assert all(word in answer.content.decode() for word in (HELD.reason, "€15.00", "/more/"))
    assert not DownloadEntry.objects.exists()
    assert guest.get(there, {"as": "lowres"}).status_code == 302
    assert guest.get(_at(gallery, f"photos/{photos[1].public_id}/download/")).status_code == 302


def test_it_shows_no_button_for_what_is_held(
    guest: Browser, gallery: Gallery, photos: list[Photo], held: Answer
) -> None:
    page = _at(gallery, f"photos/{photos[0].public_id}/")
    assert "?as=original" in guest.get(page).content.decode()
    held(photos[0])
    html = guest.get(page).content.decode()
    assert "?as=original" not in html
    assert HELD.reason in html


def test_it_gives_the_team_everything(
    acme: Studio, alice: Person, gallery: Gallery, photos: list[Photo], held: Answer
) -> None:
    held(*photos)
    there = _at(gallery, f"photos/{photos[0].public_id}/download/")
    assert world.browser(acme, alice).get(there).status_code == 302


def test_it_leaves_out_of_an_archive_what_is_held_and_says_so(
    guest: Browser, gallery: Gallery, photos: list[Photo], held: Answer
) -> None:
    held(photos[0])
    page = guest.get(_at(gallery, "archive/?as=original"))
    assert page.status_code == 200
    assert "1 photo is left out" in page.content.decode()
    assert not Archive.objects.exists()
    assert guest.get(_at(gallery, "archive/?as=original&held=left")).status_code == 302
    assert Archive.objects.get().photo_ids == [photo.pk for photo in photos[1:]]


def test_it_makes_no_archive_of_nothing(
    guest: Browser, gallery: Gallery, photos: list[Photo], held: Answer
) -> None:
    held(*photos)
    assert guest.get(_at(gallery, "archive/?as=original&held=left")).status_code == 402
    assert not Archive.objects.exists()


def test_it_takes_out_what_was_counted_for_somebody_faster(
    guest: Browser, gallery: Gallery, photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = photos[0]
    monkeypatch.setattr(asking, "count_downloads", lambda modules, **asked: {late.pk})
    answer = guest.get(_at(gallery, f"photos/{late.public_id}/download/"))
    assert answer.status_code == 403
    guest.get(_at(gallery, "archive/?as=original"))
    assert late.pk not in Archive.objects.get().photo_ids
    assert not DownloadEntry.objects.filter(photo=late).exists()


def test_it_renews_no_link_of_what_is_held_by_now(
    guest: Browser, gallery: Gallery, photos: list[Photo], held: Answer,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    asked = [_at(gallery, f"photos/{photos[0].public_id}/download/"), _at(gallery, "archive/")]
    signed = [guest.get(each).headers["Location"] for each in asked]
    for expected in (200, 404):
        with django_capture_on_commit_callbacks(execute=True):
            revisions.raise_for([gallery.pk])
        assert [fetch(guest, url).status for url in signed] == [expected] * 2
        held(photos[0])


@pytest.mark.parametrize("method", ["put", "delete"])
def test_it_keeps_picks_as_they_are(
    guest: Browser, gallery: Gallery, photos: list[Photo], method: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    there = f"/api/v1/galleries/{gallery.public_id}/photos/{photos[0].public_id}/pick/"
    if method == "delete":
        guest.put(there)
    before = Pick.objects.count()
    monkeypatch.setattr(asking, "why_no_pick", lambda modules, **asked: "Your choice was sent.")
    answer = getattr(guest, method)(there)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "cannot_pick")
    assert Pick.objects.count() == before


def test_it_shows_each_visitor_a_banner_of_their_own(
    guest: Browser, acme: Studio, gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["12 of 20 & more", "13 of 20"])
    monkeypatch.setattr(
        asking, "banner_of", lambda modules, **asked: format_html("<p>{}</p>", next(said))
    )
    first, second = (who.get(_at(gallery, "")).content.decode() for who in (guest, guest))
    assert "<p>12 of 20 &amp; more</p>" in first
    assert "<p>13 of 20</p>" in second
