"""The permission tester: its answers, and that they are what the doors do."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client as Browser

from modules.agency.models import Library, LibraryAccess
from modules.agency.services import rights, tester
from modules.agency.services.tester import Act, Thing
from modules.gallery.access import Right, Viewer
from modules.gallery.models import Gallery, Photo, Placement
from safelight.accounts.models import Client, Member, Person, Role
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery, make_photo, make_row

MODULES = frozenset({"gallery", "commerce", "agency"})


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana", "gallery.view")


def ask(member: Member, thing: Photo | Gallery, act: Act) -> tester.Verdict:
    what = Thing(photo=thing) if isinstance(thing, Photo) else Thing(gallery=thing)
    viewer = rights.viewer_of(member, MODULES)
    return tester.of_member(member=member, viewer=viewer, thing=what, act=act)


def ask_for(client: Client | None, thing: Photo | Gallery, act: Act) -> tester.Verdict:
    what = Thing(photo=thing) if isinstance(thing, Photo) else Thing(gallery=thing)
    viewer = Viewer(client_id=client.pk if client else None)
    return tester.of_client(client=client, viewer=viewer, thing=what, act=act)


def test_it_names_the_row_of_the_library(ana: Member) -> None:
    desk = making.library("Desk")
    photo = making.file(desk)
    making.give_set(ana, desk, "photographer")
    verdict = ask(ana, photo, Act.SEE)
    assert verdict.is_yes
    assert "“Desk”" in verdict.row.words
    assert "“Photographer”" in verdict.row.words
    assert ana.person.public_id in verdict.row.url
    assert not ask(ana, photo, Act.DELETE).is_yes


def test_it_says_that_there_is_no_row(ana: Member) -> None:
    verdict = ask(ana, making.file(making.library("Desk")), Act.SEE)
    assert not verdict.is_yes
    assert "no row" in verdict.row.words


def test_it_names_the_row_for_every_library(ana: Member) -> None:
    photo = making.file(making.library("Desk"))
    making.give_set(ana, None, "viewer")
    verdict = ask(ana, photo, Act.SEE)
    assert verdict.is_yes
    assert "every library" in verdict.row.words


def test_it_lets_an_owner_do_everything(inside_acme: Studio) -> None:
    photo = making.file(making.library("Desk"))
    assert all(ask(making.owner(), photo, act).is_yes for act in Act)


def test_it_names_the_role_where_no_library_has_a_say(ana: Member) -> None:
    shown = make_gallery()
    photo = make_photo(in_gallery=shown)
    assert ask(ana, photo, Act.SEE).is_yes
    verdict = ask(ana, photo, Act.EDIT)
    assert not verdict.is_yes
    assert "Role of ana" in verdict.row.words
    assert not ask(ana, photo, Act.REVIEW).is_yes


def test_it_names_the_branches(ana: Member, inside_acme: Studio) -> None:
    making.library("Desk")
    hidden, seen = make_gallery(), make_gallery()
    making.limit(ana, seen)
    assert ask(ana, seen, Act.SEE).is_yes
    verdict = ask(ana, hidden, Act.SEE)
    assert not verdict.is_yes
    assert "branches" in verdict.row.words


def test_it_names_the_row_of_a_client(inside_acme: Studio) -> None:
    carla = Client.objects.get(person__email="carla@example.org")
    shown = make_gallery()
    photo = make_photo(in_gallery=shown, state="PROOF")
    make_row(shown, client=carla, originals="final", lowres=False)
    assert ask_for(carla, shown, Act.SEE).is_yes
    verdict = ask_for(carla, photo, Act.ORIGINALS)
    assert not verdict.is_yes
    assert "carla@example.org" in verdict.row.words
    assert "/authorizations/" in verdict.row.url
    assert not ask_for(None, shown, Act.SEE).is_yes
    assert not ask_for(carla, photo, Act.DELETE).is_yes


def test_it_says_that_a_gallery_is_a_draft(inside_acme: Studio) -> None:
    carla = Client.objects.get(person__email="carla@example.org")
    draft = make_gallery(published_at=None, title="Spring")
    make_row(draft, client=carla)
    verdict = ask_for(carla, draft, Act.SEE)
    assert not verdict.is_yes
    assert verdict.row.words == "“Spring” is a draft."


def test_it_answers_on_its_page(acme: Studio, alice: Person, browser: Callable[..., Browser],
                                ana: Member) -> None:  # fmt: skip
    photo = making.file(making.library("Desk"), name="desk-1.jpg")
    page = browser(acme, alice)
    found = page.get("/studio/libraries/tester/?q=desk").content.decode()
    assert f"photo:{photo.public_id}" in found
    asked = f"who={ana.person.public_id}&act=see&thing=photo:{photo.public_id}"
    told = page.get(f"/studio/libraries/tester/?{asked}").content.decode()
    assert "No: Ana may not see “desk-1.jpg”." in told
    assert "no row" in told


class Doors:
    """What pages do for a member: whether each lets them."""

    def __init__(self, at: Browser, library: Library, photo: Photo, into: Gallery) -> None:
        self.at, self.photo, self.into = at, photo, into
        self.page = f"/studio/libraries/{library.public_id}/"

    def see(self) -> bool:
        return self.at.get(f"{self.page}files/{self.photo.public_id}/").status_code == 200

    def originals(self) -> bool:
        path = f"{self.page}files/{self.photo.public_id}/download/?as=original"
        return self.at.get(path).status_code == 302

    def edit(self) -> bool:
        path = f"{self.page}files/{self.photo.public_id}/name/"
        name = f"renamed-{random.random()}.JPG"  # noqa: S311 - a name
        self.at.post(path, {"name": name})
        return Photo.objects.filter(pk=self.photo.pk, name=name).exists()

    def publish(self) -> bool:
        self._act("publish")
        return Placement.objects.filter(gallery=self.into, photo=self.photo).exists()

    def delete(self) -> bool:
        self._act("delete")
        return not Photo.objects.filter(pk=self.photo.pk).exists()

    def _act(self, action: str) -> None:
        self.at.post(
            f"{self.page}actions/",
            {"action": action, "photo": self.photo.public_id, "target": self.into.public_id},
        )


def randomly(chance: random.Random, member: Member, library: Library) -> None:
    """A role and rows as somebody might have them."""
    LibraryAccess.objects.all().delete()
    every = ["gallery.view", "gallery.manage", "gallery.upload"]
    Role.objects.filter(pk=member.role_id).update(
        permissions=[code for code in every if chance.random() < 0.6]
    )
    member.role.refresh_from_db()
    places: Sequence[Library | None] = (library, None)
    for place in places:
        if chance.random() < 0.6:
            given = [right.value for right in Right if chance.random() < 0.6]
            making.give(member, place, *given)


@pytest.mark.parametrize("seed", range(8))
def test_it_answers_what_every_door_does(
    acme: Studio, ana: Member, browser: Callable[..., Browser], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same tables every time
    desk, into, at = making.library("Desk"), make_gallery(), browser(acme, ana.person)
    randomly(chance, ana, desk)
    photo = making.file(desk, ana.person if chance.random() < 0.5 else None, stored=False)
    doors: Any = Doors(at, desk, photo, into)
    for act in (Act.SEE, Act.ORIGINALS, Act.EDIT, Act.PUBLISH, Act.DELETE):
        said = ask(ana, photo, act).is_yes
        assert getattr(doors, act.value)() == said, (act, rights.of(ana), ana.role.permissions)
