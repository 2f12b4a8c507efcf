"""The client code: who gave it leaves the Anybody row, and everybody else looks only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from modules.gallery import access
from modules.gallery.access import Door, Viewer
from modules.gallery.models import (
    AccessEntry,
    Authorization,
    Comment,
    Gallery,
    Pick,
    Rating,
    Unlock,
)
from modules.gallery.services import client_codes
from modules.gallery.services.presets import Rights
from safelight.accounts.models import Person
from safelight.kernel import hooks
from tenants.models import Studio
from tests.gallery.access import doors
from tests.gallery.factories import make_client, make_row

WIDE = Rights(order=True, lowres=True, originals="all")


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    """Anybody may have everything, but for the code."""
    made = doors.protected()
    make_row(made, order=True, lowres=True, originals="all")
    return made


@pytest.fixture
def code(gallery: Gallery) -> Authorization:
    return client_codes.set_code(gallery=gallery, code="LINDEN24", rights=WIDE)


def _give(browser: Browser, gallery: Gallery, typed: str) -> int:
    there = f"/galleries/{gallery.public_id}/unlock/"
    return int(browser.post(there, {"password": typed}).status_code)


def test_it_lets_anybody_look_and_nothing_else(gallery: Gallery, code: Authorization) -> None:
    grant = access.decide(Viewer(), gallery)
    assert (grant.enter, grant.looks_only, grant.via) == (True, True, "anybody")
    assert not grant.may_download_original("FINAL")
    assert not grant.may_download_lowres("FINAL")
    assert not grant.may_order("FINAL", [])


def test_it_gives_the_rights_of_its_row_to_who_gave_it(
    gallery: Gallery, code: Authorization
) -> None:
    grant = access.decide(Viewer(unlocked=frozenset({(code.pk, 1)})), gallery)
    assert (grant.via, grant.looks_only, grant.order) == ("code", False, True)
    assert grant.may_download_original("FINAL")


def test_it_comes_after_the_own_row(gallery: Gallery, code: Authorization) -> None:
    client = make_client()
    make_row(gallery, client=client, lowres=True)
    viewer = Viewer(client_id=client.pk, unlocked=frozenset({(code.pk, 1)}))
    grant = access.decide(viewer, gallery)
    assert (grant.via, grant.order, grant.looks_only) == ("client", False, False)


def test_it_is_asked_where_anybody_may_not_enter(gallery: Gallery, code: Authorization) -> None:
    Authorization.objects.filter(gallery=gallery, code="").update(enter=False)
    assert access.decide(Viewer(), gallery).door is Door.CODE


def test_it_ends_with_the_code_that_was_given(gallery: Gallery, code: Authorization) -> None:
    given = Viewer(unlocked=frozenset({(code.pk, code.password_generation)}))
    revision = gallery.access_revision
    client_codes.set_code(gallery=gallery)
    assert access.decide(given, gallery).looks_only
    gallery.refresh_from_db()
    assert gallery.access_revision > revision


@pytest.mark.parametrize(
    ("name", "method"), [("pick", "put"), ("rating", "put"), ("comments", "post")]
)
@pytest.mark.parametrize("gives", [False, True], ids=["looking", "the twin with the code"])
def test_it_takes_words_of_who_gave_it_only(
    guest: Browser, gallery: Gallery, code: Authorization, name: str, method: str, gives: bool
) -> None:
    if gives:
        assert _give(guest, gallery, "linden-24") == 302
    photo = access_photo(gallery)
    there = f"/api/v1/galleries/{gallery.public_id}/photos/{photo.public_id}/{name}/"
    body = {"stars": 4, "text": "Lovely"}
    answer = getattr(guest, method)(there, body, content_type="application/json")
    assert (answer.status_code < 300) is gives
    assert (Pick.objects.exists() or Comment.objects.exists() or Rating.objects.exists()) is gives


def access_photo(gallery: Gallery) -> Any:
    return gallery.placements.order_by("position")[0].photo


@pytest.mark.parametrize("gives", [False, True], ids=["looking", "the twin with the code"])
@pytest.mark.parametrize("what", ["original", "lowres"])
def test_it_gives_files_to_who_gave_it_only(
    guest: Browser, gallery: Gallery, code: Authorization, what: str, gives: bool
) -> None:
    if gives:
        _give(guest, gallery, "LINDEN24")
    here = f"/galleries/{gallery.public_id}/"
    photo = access_photo(gallery).public_id
    wanted = {"as": what}
    assert (guest.get(f"{here}photos/{photo}/download/", wanted).status_code == 302) is gives
    assert (guest.get(f"{here}archive/", wanted).status_code == 302) is gives


def test_it_shows_a_way_to_give_it_and_no_buttons_before(
    guest: Browser, gallery: Gallery, code: Authorization
) -> None:
    before = guest.get(f"/galleries/{gallery.public_id}/").content.decode()
    assert "I have a code" in before
    assert "data-picks" not in before
    assert "/archive/" not in before
    _give(guest, gallery, "LINDEN24")
    after = guest.get(f"/galleries/{gallery.public_id}/").content.decode()
    assert "I have a code" not in after
    assert "data-picks" in after
    assert AccessEntry.objects.filter(gallery=gallery, via="code", email="").exists()


def test_it_is_guessed_ten_times_at_most(
    guest: Browser, gallery: Gallery, code: Authorization
) -> None:
    assert [_give(guest, gallery, f"WRONG{number}99") for number in range(10)] == [403] * 10
    assert _give(guest, gallery, "LINDEN24") == 429
    assert not Unlock.objects.exists()


def test_it_stays_given_when_somebody_signs_in(
    guest: Browser, gallery: Gallery, code: Authorization, carla: Person
) -> None:
    _give(guest, gallery, "LINDEN24")
    given = Unlock.objects.get()
    other = type(given.visitor).objects.create(person=carla)
    modules = frozenset({"gallery"})
    hooks.call(modules, "merge_visitor", source_id=given.visitor_id, target_id=other.pk)
    assert Unlock.objects.get().visitor_id == other.pk
