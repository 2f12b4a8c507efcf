"""Giving and taking rights in libraries."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.agency.models import Library, LibraryAccess, RightsSet
from modules.agency.services import accesses, libraries, presets, rights
from modules.gallery.access.sight import Right
from modules.gallery.models import Gallery
from safelight.accounts.models import Member
from tenants.models import Studio
from tests.agency import making

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana")


@pytest.fixture
def lead(inside_acme: Studio) -> Member:
    return making.member("lead", "team.manage")


@pytest.fixture
def desk(inside_acme: Studio) -> Library:
    return making.library("Desk")


def revision(library: Library) -> int:
    return int(Gallery.objects.get(pk=library.home_id).access_revision)


def test_it_gives_a_set_instead_of_the_one_before(ana: Member, desk: Library) -> None:
    owner, at = making.owner(), timezone.now()
    for key in ("editor", "photographer"):
        accesses.give(member=ana, library=desk, rights_set=presets.set_of(key), by=owner, at=at)
    assert LibraryAccess.objects.get().rights_set == presets.set_of("photographer")


def test_it_ends_signed_links_when_a_right_is_taken(ana: Member, desk: Library) -> None:
    making.give(ana, desk, "see")
    before = revision(desk)
    accesses.give(member=ana, library=desk, rights_set=None, by=making.owner(), at=timezone.now())
    assert revision(desk) > before
    assert not LibraryAccess.objects.exists()


def test_it_ends_links_of_all_who_have_a_set_that_shrinks(ana: Member, desk: Library) -> None:
    made = accesses.save_set(
        rights_set=None, name="Desk hand", codes=["see", "edit"], by=making.owner()
    )
    accesses.give(member=ana, library=None, rights_set=made, by=making.owner(), at=timezone.now())
    before = revision(desk)
    accesses.save_set(rights_set=made, name="Desk hand", codes=["own"], by=making.owner())
    assert revision(desk) > before
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {desk.home_id: {Right.OWN}}


def test_it_lets_nobody_give_more_than_they_have(ana: Member, lead: Member, desk: Library) -> None:
    making.give(lead, desk, "see", "upload")
    photographer, editor = presets.set_of("photographer"), presets.set_of("editor")
    accesses.give(member=ana, library=desk, rights_set=photographer, by=lead, at=timezone.now())
    with pytest.raises(accesses.BeyondYourRights):
        accesses.give(member=ana, library=desk, rights_set=editor, by=lead, at=timezone.now())
    with pytest.raises(accesses.BeyondYourRights):
        accesses.give(
            member=lead, library=None, rights_set=photographer, by=lead, at=timezone.now()
        )


def test_it_lets_nobody_bring_back_more_than_they_have(
    ana: Member, lead: Member, desk: Library
) -> None:
    making.give(lead, desk, "see")
    making.give(ana, None, "see", "delete")
    making.give(ana, desk)
    with pytest.raises(accesses.BeyondYourRights):
        accesses.give(member=ana, library=desk, rights_set=None, by=lead, at=timezone.now())


def test_it_writes_no_row_for_an_owner(desk: Library) -> None:
    with pytest.raises(accesses.NotAnOwner):
        accesses.give(
            member=making.owner(), library=desk, rights_set=presets.set_of("nothing"),
            by=making.owner(), at=timezone.now(),
        )  # fmt: skip


def test_it_keeps_presets_as_they_are(inside_acme: Studio) -> None:
    preset = presets.set_of("editor")
    with pytest.raises(accesses.SetIsFixed):
        accesses.save_set(rights_set=preset, name="X", codes=[], by=making.owner())
    with pytest.raises(accesses.SetIsFixed):
        accesses.delete_set(rights_set=preset, by=making.owner())


def test_it_deletes_no_set_that_somebody_has(ana: Member, desk: Library) -> None:
    row = making.give(ana, desk, "see")
    with pytest.raises(accesses.SetInUse):
        accesses.delete_set(rights_set=row.rights_set, by=making.owner())
    row.delete()
    accesses.delete_set(rights_set=row.rights_set, by=making.owner())
    assert not RightsSet.objects.exists()


def test_it_lets_only_owners_change_libraries_and_sets(lead: Member, desk: Library) -> None:
    terms = libraries.Terms(name="Other")
    with pytest.raises(libraries.OnlyAnOwner):
        libraries.make(terms=terms, by=lead)
    with pytest.raises(libraries.OnlyAnOwner):
        libraries.change(library=desk, terms=terms, by=lead, at=timezone.now())
    with pytest.raises(libraries.OnlyAnOwner):
        libraries.delete(library=desk, by=lead)
    with pytest.raises(libraries.OnlyAnOwner):
        accesses.save_set(rights_set=None, name="X", codes=["see"], by=lead)


def test_it_lets_nobody_take_their_own_limits_off(lead: Member) -> None:
    accesses.limit(member=lead, branches=[], by=making.owner(), at=timezone.now())
    with pytest.raises(accesses.BeyondYourRights):
        accesses.limit(member=lead, branches=None, by=lead, at=timezone.now())


def test_it_deletes_only_empty_libraries(desk: Library) -> None:
    empty, owner = making.library("Empty"), making.owner()
    making.file(desk)
    with pytest.raises(libraries.LibraryHasFiles):
        libraries.delete(library=desk, by=owner)
    libraries.delete(library=empty, by=owner)
    assert not Gallery.objects.filter(pk=empty.home_id).exists()


def test_it_refuses_a_second_library_of_a_name(desk: Library) -> None:
    with pytest.raises(libraries.LibraryNameTaken):
        making.library("Desk")
    assert Gallery.objects.filter(is_home=True).count() == 1
