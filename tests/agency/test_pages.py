"""Pages of libraries: what each member has before them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.agency.models import Library, LibraryAccess, Review, RightsSet
from modules.agency.services import presets, rights
from modules.gallery.models import Photo, Placement
from safelight.accounts.models import Member, OneTimeLink, Person
from tenants import modules as switching
from tenants import resolve
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery

LIST = "/studio/libraries/"


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    """A contributor: no permission by her role, and her own library."""
    return making.member("ana")


@pytest.fixture
def own(ana: Member) -> Library:
    made = making.library("Ana's", review_first=True)
    making.give_set(ana, made, "contributor")
    return made


@pytest.fixture
def other(inside_acme: Studio) -> Library:
    return making.library("Somebody else's")


def page(library: Library) -> str:
    return f"{LIST}{library.public_id}/"


@pytest.fixture
def ana_at(acme: Studio, ana: Member, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, ana.person)


@pytest.fixture
def owner_at(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def test_it_shows_a_contributor_their_own_library_and_work(
    ana: Member, own: Library, other: Library, ana_at: Browser
) -> None:
    mine = making.file(own, ana.person, name="mine.jpg")
    making.file(own, making.owner().person, name="theirs.jpg")
    listed = ana_at.get(LIST).content.decode()
    assert "Ana&#x27;s" in listed
    assert "1 file" in listed
    assert "Somebody else" not in listed
    shown = ana_at.get(page(own)).content.decode()
    assert "mine.jpg" in shown
    assert "waiting" in shown
    assert "theirs.jpg" not in shown
    assert mine.name in ana_at.get(f"{page(own)}files/{mine.public_id}/").content.decode()


def test_it_shows_a_contributor_nothing_else(
    ana: Member, own: Library, other: Library, ana_at: Browser
) -> None:
    theirs = making.file(other, name="theirs.jpg")
    beside = making.file(own, making.owner().person)
    assert ana_at.get(page(other)).status_code == 404
    assert ana_at.get(f"{page(own)}files/{theirs.public_id}/").status_code == 404
    assert ana_at.get(f"{page(own)}files/{beside.public_id}/").status_code == 404
    for path in ("galleries/", "orders/", "clients/", "team/", "libraries/access/"):
        assert ana_at.get(f"/studio/{path}").status_code == 403, path
    home = ana_at.get("/studio/").content.decode()
    assert "Galleries" not in home
    assert "wait" not in home


def test_it_lets_a_contributor_delete_nothing(ana: Member, own: Library, ana_at: Browser) -> None:
    mine = making.file(own, ana.person)
    ana_at.post(f"{page(own)}actions/", {"action": "delete", "photo": mine.public_id})
    assert Photo.objects.filter(pk=mine.pk).exists()


def test_it_publishes_from_several_libraries_into_one_gallery(
    own: Library, other: Library, owner_at: Browser
) -> None:
    shown = make_gallery()
    for library in (other, making.library("Third")):
        photo = making.file(library)
        owner_at.post(
            f"{page(library)}actions/",
            {"action": "publish", "photo": photo.public_id, "target": shown.public_id},
        )
    assert Placement.objects.filter(gallery=shown).count() == 2


def test_it_publishes_nothing_that_is_not_approved(own: Library, owner_at: Browser) -> None:
    shown, photo = make_gallery(), making.file(own)
    asked = {"action": "publish", "photo": photo.public_id, "target": shown.public_id}
    answer = owner_at.post(f"{page(own)}actions/", asked, follow=True)
    assert "not approved yet" in answer.content.decode()
    assert not shown.placements.exists()
    seen = {f"version-{photo.public_id}": "1", "photo": photo.public_id}
    owner_at.post(f"{LIST}review/decisions/", {**seen, "action": "approve"})
    owner_at.post(f"{page(own)}actions/", asked)
    assert shown.placements.count() == 1


def test_it_asks_for_a_word_with_a_declined_file(own: Library, owner_at: Browser) -> None:
    photo = making.file(own)
    said = {f"version-{photo.public_id}": "1", "photo": photo.public_id, "action": "decline"}
    owner_at.post(f"{LIST}review/decisions/", said)
    assert not Review.objects.exists()
    owner_at.post(f"{LIST}review/decisions/", {**said, "note": "Too dark"})
    assert Review.objects.get().note == "Too dark"


def test_it_tells_reviewers_what_waits(own: Library, owner_at: Browser) -> None:
    making.file(own, name="waits.jpg")
    assert "1 file waits for review" in owner_at.get("/studio/").content.decode()
    assert "waits.jpg" in owner_at.get(f"{LIST}review/").content.decode()


def test_it_tells_a_contributor_what_was_declined(
    ana: Member, own: Library, ana_at: Browser, owner_at: Browser
) -> None:
    photo = making.file(own, ana.person)
    said = {f"version-{photo.public_id}": "1", "photo": photo.public_id, "note": "Too dark"}
    owner_at.post(f"{LIST}review/decisions/", {**said, "action": "decline"})
    assert "1 of your files was declined" in ana_at.get("/studio/").content.decode()
    assert "Too dark" in ana_at.get(f"{page(own)}files/{photo.public_id}/").content.decode()
    making.replace(photo)
    assert "declined" not in ana_at.get("/studio/").content.decode()


def test_it_changes_a_cell_with_one_click(ana: Member, other: Library, owner_at: Browser) -> None:
    given = presets.set_of("editor")
    said = {
        "member": ana.person.public_id, "library": other.public_id, "set": given.public_id,
    }  # fmt: skip
    answer = owner_at.post(f"{LIST}access/cells/", said, follow=True)
    assert "Rename and replace files" in answer.content.decode()
    assert LibraryAccess.objects.get().rights_set == given


def test_it_invites_a_photographer_with_a_library_in_one_go(
    owner_at: Browser, inside_acme: Studio
) -> None:
    said = {
        "email": "Max@example.org", "name": "Max", "preset": "contributor", "library": "own",
    }  # fmt: skip
    assert owner_at.post(f"{LIST}access/invitation/", said).status_code == 302
    member = Member.objects.select_related("person", "role").get(person__email="max@example.org")
    library = Library.objects.get(name="Max")
    assert library.contributor is not None
    assert library.contributor.person == member.person
    assert member.role.permissions == []
    sight = rights.of(member)
    assert sight is not None
    assert sight.homes == {library.home_id: {"upload", "own"}}
    assert OneTimeLink.objects.filter(person=member.person).exists()


def test_it_does_nothing_where_a_part_of_an_invitation_is_refused(
    owner_at: Browser, inside_acme: Studio
) -> None:
    making.library("Max")
    said = {"email": "max@example.org", "name": "Max", "preset": "contributor", "library": "own"}
    assert owner_at.post(f"{LIST}access/invitation/", said).status_code == 422
    assert not Member.objects.filter(person__email="max@example.org").exists()


def test_it_makes_and_closes_libraries(owner_at: Browser, inside_acme: Studio) -> None:
    said = {"name": "Desk", "colour": "teal", "watermark_opacity": "35"}
    assert owner_at.post(f"{LIST}new/", said).status_code == 302
    desk = Library.objects.get()
    assert (desk.name, desk.colour, desk.home.is_home) == ("Desk", "teal", True)
    owner_at.post(f"{page(desk)}archive/")
    owner_at.get(LIST)  # Says that it is done.
    assert "Desk" not in owner_at.get(LIST).content.decode()
    owner_at.post(f"{page(desk)}reopen/")
    owner_at.post(f"{page(desk)}delete/")
    assert not Library.objects.exists()


def test_it_makes_and_copies_sets(owner_at: Browser, inside_acme: Studio) -> None:
    editor = presets.set_of("editor")
    copied = owner_at.get(f"{LIST}sets/new/?copy={editor.public_id}").content.decode()
    assert "Copy of Editor" in copied
    owner_at.post(f"{LIST}sets/new/", {"name": "Desk hand", "codes": ["see", "move"]})
    assert RightsSet.objects.get(name="Desk hand").rights == ["move", "see"]
    assert "Desk hand" in owner_at.get(f"{LIST}sets/").content.decode()


def test_it_limits_a_member_to_branches(ana: Member, owner_at: Browser) -> None:
    branch = make_gallery(title="Elin", parent=make_gallery(title="Weddings"))
    where = f"{LIST}access/members/{ana.person.public_id}/"
    owner_at.post(where, {"scope": "some", "branches": [branch.public_id]})
    sight = rights.of(ana)
    assert sight is not None
    assert sight.galleries == frozenset({branch.pk})
    page = owner_at.get(where).content.decode()
    assert "Weddings / Elin" in page
    assert "checked" in page


def test_it_is_not_there_while_the_module_is_off_and_as_before_when_it_is_on(
    own: Library, ana: Member, ana_at: Browser, owner_at: Browser, acme: Studio
) -> None:
    making.file(own, ana.person, name="mine.jpg")
    presets.enable(acme)
    acme.switch_off("agency")
    assert owner_at.get(LIST).status_code == 404
    assert ana_at.get(page(own)).status_code == 404
    assert owner_at.get("/studio/galleries/").status_code == 200
    assert "Libraries" not in owner_at.get("/studio/").content.decode()
    switching.switch_on(studio=acme, module="agency", at=timezone.now())
    resolve.forget_all()
    assert "mine.jpg" in ana_at.get(page(own)).content.decode()
    assert LibraryAccess.objects.filter(member=ana, library=own).count() == 1
