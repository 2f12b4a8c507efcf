"""What of libraries shows on pages of other modules, and what those ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.agency.models import Library
from modules.agency.services import reviewing
from modules.gallery import facade as gallery
from modules.gallery.models import Batch, BatchFile, Gallery, Photo
from modules.gallery.services import arriving
from safelight.accounts.models import Member, Person
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery, make_photo

FEW, MANY = 2, 8


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana", "gallery.view", "gallery.manage", "gallery.upload")


@pytest.fixture
def desk(inside_acme: Studio) -> Library:
    return making.library("Desk", review_first=True, colour="teal")


@pytest.fixture
def shown(desk: Library, ana: Member) -> Photo:
    """Ana's file, approved, and in a gallery."""
    photo = making.file(desk, ana.person)
    reviewing.decide(
        seen={photo.pk: 1}, approve=True, note="", by=making.owner().person, at=timezone.now()
    )
    gallery.place(gallery=make_gallery(), photo_ids=[photo.pk])
    return photo


@pytest.fixture
def owner_at(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def in_gallery(photo: Photo) -> Gallery:
    found: Gallery = photo.placements.get(in_home=False).gallery
    return found


def test_it_tags_photos_in_the_teams_grid(shown: Photo, owner_at: Browser) -> None:
    where = in_gallery(shown)
    make_photo(in_gallery=where)
    page = owner_at.get(f"/studio/galleries/{where.public_id}/").content.decode()
    assert page.count('class="library-tag" data-colour="teal"') == 1
    assert ">Library </span>Desk" in page


def test_it_tells_clients_nothing_of_libraries(
    shown: Photo, acme: Studio, owner_at: Browser
) -> None:
    page = owner_at.get(f"/galleries/{in_gallery(shown).public_id}/").content.decode()
    assert shown.name in page
    assert "Desk" not in page


def test_it_leads_from_a_photo_to_its_library(
    shown: Photo, desk: Library, owner_at: Browser
) -> None:
    path = f"/studio/galleries/{in_gallery(shown).public_id}/photos/{shown.public_id}/"
    page = owner_at.get(path).content.decode()
    assert f"/studio/libraries/{desk.public_id}/files/{shown.public_id}/" in page


def test_it_says_on_a_members_page_what_they_may_do(
    ana: Member, desk: Library, owner_at: Browser
) -> None:
    making.give_set(ana, desk, "reviewer")
    page = owner_at.get(f"/studio/team/{ana.person.public_id}/").content.decode()
    assert "See all files, Approve and decline files" in page
    assert f"/studio/libraries/access/members/{ana.person.public_id}/" in page


def replacing(photo: Photo, by: Member) -> arriving.Decision:
    """What becomes of a file of the same name that this member uploads."""
    home = photo.placements.get(in_home=True).gallery
    batch = Batch.objects.create(
        gallery=home, on_clash="replace", made_by=by.person, made_at=timezone.now()
    )
    file = BatchFile.objects.create(batch=batch, name=photo.name, bytes=1)
    return arriving.decide(file=file, gallery=home)


def test_it_lets_only_reviewers_replace_what_clients_see(
    shown: Photo, ana: Member, desk: Library
) -> None:
    row = making.give(ana, desk, "see", "upload")
    decision = replacing(shown, ana)
    assert decision.outcome == BatchFile.Outcome.KEPT_BOTH
    assert "only a reviewer" in decision.note
    row.delete()
    making.give(ana, desk, "see", "upload", "review")
    assert replacing(shown, ana).outcome == BatchFile.Outcome.REPLACED


def test_it_lets_uploaders_replace_what_nobody_sees_yet(ana: Member, desk: Library) -> None:
    making.give(ana, desk, "own", "upload")
    photo = making.file(desk, ana.person)
    assert replacing(photo, ana).outcome == BatchFile.Outcome.REPLACED


def fill(count: int) -> None:
    for _ in range(Library.objects.count(), count):
        number = Library.objects.count()
        library = making.library(f"Library {number}", review_first=True)
        making.give(making.member(f"member{number}"), library, "see", "upload")
        making.file(library)


@pytest.mark.parametrize("path", ["", "review/", "access/", "sets/"])
def test_it_asks_as_often_for_many_libraries(
    path: str, inside_acme: Studio, owner_at: Browser
) -> None:
    asked = []
    for count in (FEW, MANY):
        fill(count)
        owner_at.get(f"/studio/libraries/{path}")
        with CaptureQueriesContext(connection) as queries:
            owner_at.get(f"/studio/libraries/{path}")
        asked.append(len(queries))
    assert asked[0] == asked[1]
