"""What a member may do in which library."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.agency.models import LibraryAccess, MemberLimits, RightsSet
from modules.agency.services import accesses, libraries, presets, rights
from modules.gallery.access.sight import Right
from safelight.accounts.models import Member
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana")


def test_it_limits_no_owner(ana: Member) -> None:
    making.library("Desk")
    assert rights.of(making.owner()) is None


def test_it_limits_nobody_where_there_is_no_library(ana: Member) -> None:
    assert rights.of(ana) is None


def test_it_gives_nothing_without_a_row(ana: Member) -> None:
    making.library("Desk")
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {}


def test_it_puts_the_row_of_a_library_before_the_one_for_all(ana: Member) -> None:
    own, other, closed = (making.library(name) for name in ("Own", "Other", "Closed"))
    making.give(ana, None, "see")
    making.give(ana, own, "upload", "own")
    making.give(ana, closed)
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {own.home_id: {Right.UPLOAD, Right.OWN}, other.home_id: {Right.SEE}}


def test_it_takes_no_upload_into_an_archived_library(ana: Member) -> None:
    desk = making.library("Desk")
    making.give(ana, desk, "see", "upload")
    libraries.archive(library=desk, by=making.owner(), at=timezone.now())
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {desk.home_id: {Right.SEE}}


def test_it_knows_no_right_of_another_name(ana: Member) -> None:
    desk = making.library("Desk")
    making.give(ana, desk, "see", "fly")
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {desk.home_id: {Right.SEE}}


def test_it_shows_branches_with_all_below_them(ana: Member) -> None:
    top = make_gallery()
    between = make_gallery(parent=top)
    below = make_gallery(parent=between)
    make_gallery()
    accesses.limit(member=ana, branches=[top], by=making.owner(), at=timezone.now())
    sight = rights.of(ana)
    assert sight is not None
    assert sight.galleries == frozenset({top.pk, between.pk, below.pk})


def test_it_shows_no_gallery_when_the_last_branch_is_gone(ana: Member) -> None:
    top = make_gallery()
    accesses.limit(member=ana, branches=[top], by=making.owner(), at=timezone.now())
    top.delete()
    sight = rights.of(ana)
    assert sight is not None
    assert sight.galleries == frozenset()


def test_it_asks_one_statement(ana: Member) -> None:
    making.give(ana, making.library("Desk"), "see")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rights.of(ana)
    assert len(asked) == 1


def test_it_leaves_members_what_they_could_when_it_is_switched_on(ana: Member) -> None:
    presets.enable(Studio.objects.get(address="acme"))
    desk = making.library("Desk")
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {desk.home_id: rights.EVERYTHING}
    assert not LibraryAccess.objects.filter(member=making.owner()).exists()


def test_it_gives_nothing_to_whoever_came_later(ana: Member) -> None:
    acme = Studio.objects.get(address="acme")
    presets.enable(acme)
    LibraryAccess.objects.filter(member=ana).delete()
    presets.enable(acme)
    making.library("Desk")
    sight = rights.of(ana)
    assert sight is not None
    assert sight.homes == {}
    assert RightsSet.objects.count() == len(presets.SETS)


def test_it_makes_no_set_twice_beside_one_of_the_studio(ana: Member) -> None:
    RightsSet.objects.create(name="Editor", rights=["see"])
    made = presets.set_of("editor")
    assert made != RightsSet.objects.get(name="Editor")
    assert presets.set_of("editor") == made


def test_it_keeps_limits_of_nobody(ana: Member) -> None:
    accesses.limit(member=ana, branches=[make_gallery()], by=making.owner(), at=timezone.now())
    accesses.limit(member=ana, branches=None, by=making.owner(), at=timezone.now())
    assert rights.of(ana) is None
    assert not MemberLimits.objects.get(member=ana).branches.exists()
