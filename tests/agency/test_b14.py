"""B14: an agency. What is accepted, (a) to (f); the walk is in ``tests/journeys``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.agency.models import Allocation, Contributor, LedgerEntry, Library
from modules.agency.services import files, presets
from modules.agency.services.inviting import role_of
from modules.gallery import facade as gallery
from modules.gallery.models import Photo
from safelight.accounts.models import ApiToken, Member, Person
from safelight.accounts.services import team
from tenants.models import Studio
from tests.agency import making
from tests.agency.shares import making as sales
from tests.gallery.factories import make_gallery

LIST = "/studio/libraries/"


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana")


@pytest.fixture
def own(ana: Member) -> Library:
    made = making.library("Ana", contributor=Contributor.objects.create(name="Ana"))
    making.give_set(ana, made, "photographer")
    return made


@pytest.fixture
def theirs(inside_acme: Studio) -> Photo:
    """A file of B's, in B's library and in a gallery."""
    photo = making.file(making.library("Ben"), name="bens-secret.jpg")
    gallery.place(gallery=make_gallery(), photo_ids=[photo.pk])
    return photo


def test_b14_a_it_hides_files_of_others_by_every_door(
    acme: Studio, ana: Member, own: Library, theirs: Photo, browser: Callable[..., Browser]
) -> None:
    at = browser(acme, ana.person)
    ben = Library.objects.get(name="Ben")
    shown = theirs.placements.get(in_home=False).gallery
    for path in (
        f"{LIST}{ben.public_id}/", f"{LIST}{ben.public_id}/files/{theirs.public_id}/",
        f"{LIST}{own.public_id}/files/{theirs.public_id}/",
        f"{LIST}{own.public_id}/files/{theirs.public_id}/download/",
        f"/api/v1/libraries/{ben.public_id}/", f"/api/v1/libraries/{ben.public_id}/files/",
        f"/api/v1/galleries/{ben.home.public_id}/photos/",
        f"/api/v1/galleries/{shown.public_id}/photos/{theirs.public_id}/",
    ):  # fmt: skip
        answer = at.get(path)
        assert answer.status_code == 404, path
        assert "bens-secret" not in answer.content.decode()
    found = at.get(f"{LIST}{own.public_id}/?q=secret").content.decode()
    assert "bens-secret" not in found
    assert "0 files" in found


def test_b14_b_it_deletes_nothing_without_the_right(
    acme: Studio, ana: Member, own: Library, browser: Callable[..., Browser]
) -> None:
    mine = making.file(own, ana.person)
    at = browser(acme, ana.person)
    said = {"action": "delete", "photo": mine.public_id}
    answer = at.post(f"{LIST}{own.public_id}/actions/", said, follow=True)
    assert "so nothing was done" in answer.content.decode()
    assert Photo.objects.filter(pk=mine.pk).exists()


def test_b14_c_it_shows_a_producer_no_order_and_no_client(
    acme: Studio, inside_acme: Studio, own: Library, browser: Callable[..., Browser]
) -> None:
    preset = presets.role_of("producer")
    assert preset is not None
    producer = making.member("pia")
    team.change_role(member=producer, role=role_of(preset, by=making.owner()), by=making.owner())
    making.give_set(producer, None, "producer")
    at = browser(acme, producer.person)
    assert at.get(f"{LIST}{own.public_id}/").status_code == 200
    for path in ("orders/", "clients/", "clients/groups/", "team/", "settings/"):
        assert at.get(f"/studio/{path}").status_code == 403, path
    assert "Orders" not in at.get("/studio/").content.decode()


def test_b14_d_it_ends_sessions_and_keys_of_who_leaves(
    acme: Studio, ana: Member, own: Library, browser: Callable[..., Browser]
) -> None:
    mine, at = making.file(own, ana.person), browser(acme, ana.person)
    _token, secret = ApiToken.issue(ana.person, name="Program")
    bearer = {"authorization": f"Bearer {secret}"}
    assert at.get(LIST).status_code == 200
    assert browser(acme).get("/api/v1/libraries/", headers=bearer).status_code == 200
    before = own.home.access_revision
    team.remove_member(member=ana, by=making.owner(), at=timezone.now())
    assert at.get(LIST).headers["Location"].startswith("/sign-in/")
    assert browser(acme).get("/api/v1/libraries/", headers=bearer).status_code == 401
    own.home.refresh_from_db()
    assert own.home.access_revision > before
    assert gallery.home_of(photo_ids=[mine.pk]) == {mine.pk: own.home_id}


def test_b14_e_it_counts_nothing_anew_when_a_file_moves(own: Library) -> None:
    mine, to = making.file(own), making.library("Desk")
    sales.rule("40")
    order = sales.sell(sales.Line(photos=[mine], price=1000))
    sales.hear(order)
    before = Allocation.objects.values().get()
    files.move(photo_ids=[mine.pk], to=to, viewer=making.viewer(making.owner()), at=timezone.now())
    sales.pay(order)
    sales.hear(order)
    assert Allocation.objects.values().get() == before
    assert LedgerEntry.objects.get().amount == 400


def test_b14_f_it_lets_only_an_owner_make_and_close_libraries(
    acme: Studio, alice: Person, own: Library, browser: Callable[..., Browser]
) -> None:
    preset = presets.role_of("partner")
    assert preset is not None
    partner = making.member("pat", *preset.permissions())
    making.give_set(partner, None, "everything")
    at = browser(acme, partner.person)
    for path in ("new/", f"{own.public_id}/settings/"):
        assert at.get(LIST + path).status_code == 403, path
    for path in ("new/", f"{own.public_id}/archive/", f"{own.public_id}/delete/"):
        assert at.post(LIST + path).status_code == 403, path
    assert browser(acme, alice).get(f"{LIST}new/").status_code == 200
