"""What is done with files of libraries, and review."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.agency.models import Contributor, Credit, Library, Review
from modules.agency.services import files, libraries, reviewing, rights
from modules.gallery import access
from modules.gallery import facade as gallery
from modules.gallery.access import Right
from modules.gallery.models import Photo
from safelight.accounts.models import Member
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana")


@pytest.fixture
def desk(inside_acme: Studio) -> Library:
    return making.library("Desk", review_first=True)


@pytest.fixture
def photo(desk: Library, ana: Member) -> Photo:
    return making.file(desk, ana.person)


def review(*photos: Photo, approve: bool = True, note: str = "Fine") -> reviewing.Decided:
    return files.review(
        seen={photo.pk: 1 for photo in photos}, approve=approve, note=note,
        by=making.owner().person, viewer=making.viewer(making.owner()), at=timezone.now(),
    )  # fmt: skip


def is_held(photo: Photo) -> bool:
    return photo.pk in reviewing.held([photo.pk])


def test_it_holds_a_file_until_it_is_approved(photo: Photo) -> None:
    assert is_held(photo)
    review(photo)
    assert not is_held(photo)


def test_it_holds_a_file_that_was_declined(photo: Photo, desk: Library) -> None:
    review(photo, approve=False, note="Too dark")
    assert is_held(photo)
    assert not reviewing.waiting_for(None).exists()
    assert (
        files.send_for_review(
            photo_ids=[photo.pk], viewer=making.viewer(making.owner()), at=timezone.now()
        )
        == 1
    )
    assert [each.pk for each in reviewing.waiting_for(None)] == [photo.pk]


def test_it_has_a_replaced_file_wait_again(photo: Photo) -> None:
    review(photo)
    making.replace(photo)
    assert is_held(photo)


def test_it_approves_nothing_that_nobody_looked_at(photo: Photo) -> None:
    making.replace(photo)
    with pytest.raises(reviewing.NothingToReview):
        review(photo)
    assert is_held(photo)


def test_it_mails_whoever_uploaded_once_for_all_decisions(
    photo: Photo, desk: Library, ana: Member
) -> None:
    review(photo, making.file(desk, ana.person), approve=False, note="Too dark")
    review(photo, approve=False, note="Too dark")
    mail = OutgoingMessage.objects.get()
    assert mail.to_email == "ana@example.org"
    assert "Too dark" in mail.text_body
    assert photo.name in mail.text_body


def test_it_mails_nobody_about_their_own_decision(desk: Library) -> None:
    review(making.file(desk, making.owner().person))
    assert not OutgoingMessage.objects.exists()


def test_it_lets_only_reviewers_decide(photo: Photo, ana: Member, desk: Library) -> None:
    making.give(ana, desk, "see", "upload", "publish", "edit")
    with pytest.raises(access.NotYours, match="Desk"):
        files.review(
            seen={photo.pk: 1}, approve=True, note="", by=ana.person, viewer=making.viewer(ana),
            at=timezone.now(),
        )  # fmt: skip
    assert not Review.objects.exists()


def test_it_shows_reviewers_what_waits_in_their_libraries(photo: Photo, ana: Member) -> None:
    other = making.library("Other", review_first=True)
    theirs = making.file(other)
    making.give(ana, other, "see", "review")
    assert [each.pk for each in reviewing.waiting_for(rights.of(ana))] == [theirs.pk]


def test_it_holds_nothing_of_a_library_without_review_unless_asked() -> None:
    photo = making.file(making.library("Quick"))
    assert not is_held(photo)
    files.send_for_review(
        photo_ids=[photo.pk], viewer=making.viewer(making.owner()), at=timezone.now()
    )
    assert is_held(photo)


def test_it_asks_about_nothing_that_clients_see_already() -> None:
    shown = making.file(making.library("Quick"))
    gallery.place(gallery=make_gallery(), photo_ids=[shown.pk])
    assert (
        files.send_for_review(
            photo_ids=[shown.pk], viewer=making.viewer(making.owner()), at=timezone.now()
        )
        == 0
    )


def test_it_asks_as_much_for_many_shown_files_as_for_few() -> None:
    asked = []
    for name, count in (("Few", 1), ("Many", 5)):
        quick, shown = making.library(name), make_gallery()
        gallery.place(gallery=shown, photo_ids=[making.file(quick).pk for _n in range(count)])
        owner, at = making.owner().person, timezone.now()
        with CaptureQueriesContext(connection) as queries:
            reviewing.take_shown_as_approved(library=quick, by=owner, at=at)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Review.objects.count() == 6


def test_it_takes_what_is_shown_as_approved_where_review_begins() -> None:
    quick = making.library("Quick")
    shown, kept = making.file(quick), making.file(quick)
    gallery.place(gallery=make_gallery(), photo_ids=[shown.pk])
    terms = libraries.Terms(name="Quick", review_first=True)
    libraries.change(library=quick, terms=terms, by=making.owner(), at=timezone.now())
    assert not is_held(shown)
    assert is_held(kept)


def test_it_publishes_only_with_the_right_in_each_library(ana: Member) -> None:
    mine, theirs, shown = making.library("Mine"), making.library("Theirs"), make_gallery()
    photos = [making.file(mine).pk, making.file(theirs).pk]
    making.give(ana, mine, "see", "publish")
    with pytest.raises(access.NotYours, match="1 photo of the library “Theirs”"):
        files.publish(photo_ids=photos, into=shown, viewer=making.viewer(ana))
    assert not shown.placements.exists()
    making.give(ana, theirs, "see", "publish")
    assert files.publish(photo_ids=photos, into=shown, viewer=making.viewer(ana)) == 2
    assert files.take_out(photo_ids=photos, of=shown, viewer=making.viewer(ana)) == 2


def test_it_takes_whose_work_it_is_along_to_another_library() -> None:
    work_of = Contributor.objects.create(name="Ana")
    own, other = making.library("Own", contributor=work_of), making.library("Other")
    photo = making.file(own)
    files.move(
        photo_ids=[photo.pk], to=other, viewer=making.viewer(making.owner()), at=timezone.now()
    )
    assert Credit.objects.get().contributor == work_of
    assert gallery.home_of(photo_ids=[photo.pk]) == {photo.pk: other.home_id}


def test_it_loses_no_review_on_the_way_to_another_library(photo: Photo) -> None:
    files.move(
        photo_ids=[photo.pk],
        to=making.library("Quick"),
        viewer=making.viewer(making.owner()),
        at=timezone.now(),
    )
    assert is_held(photo)


def test_it_moves_only_where_one_may_upload(ana: Member, desk: Library, photo: Photo) -> None:
    making.give(ana, desk, *Right)
    quick = making.library("Quick")
    making.give(ana, quick, "see")
    with pytest.raises(access.NotYours, match="Quick"):
        files.move(photo_ids=[photo.pk], to=quick, viewer=making.viewer(ana), at=timezone.now())


def test_it_deletes_only_with_the_right(ana: Member, desk: Library, photo: Photo) -> None:
    making.give(ana, desk, "see", "own", "upload", "edit")
    with pytest.raises(access.NotYours):
        files.delete(photo_ids=[photo.pk], viewer=making.viewer(ana))
    assert files.delete(photo_ids=[photo.pk], viewer=making.viewer(making.owner())).deleted == 1
