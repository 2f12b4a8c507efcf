"""A new file for a photo: everything that hangs on the photo stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from modules.gallery.models import BatchFile, Comment, Gallery, Photo, Pick, Rating
from modules.gallery.services import photos, placing, uploads
from safelight.accounts.models import Visitor
from safelight.outbox.models import DomainEvent
from tests.gallery.ingest.sending import Sender

Picture = Callable[..., bytes]
Outcome = BatchFile.Outcome


@pytest.fixture
def proof(sender: Sender, picture: Picture) -> Photo:
    file = sender.ingest(sender.open(state="PROOF"), picture("red"), "IMG_1.JPG")
    assert file.photo is not None
    return file.photo


@pytest.fixture
def said(sender: Sender, proof: Photo) -> Visitor:
    """A visitor who picked, rated and commented."""
    visitor = Visitor.objects.create(name="Dora")
    said = {"photo": proof, "visitor": visitor, "at": proof.created_at}
    Pick.objects.create(**said)
    Rating.objects.create(**said, stars=4)
    Comment.objects.create(**said, gallery=sender.gallery, text="This one!")
    return visitor


def replace(sender: Sender, data: bytes, name: str = "IMG_1.JPG", **more: str) -> BatchFile:
    batch = sender.open(name, state="FINAL", on_clash="replace")
    return sender.ingest(batch, data, name, **more)


def test_it_keeps_id_picks_ratings_and_comments(
    sender: Sender, proof: Photo, said: Visitor, picture: Picture
) -> None:
    file = replace(sender, picture("blue"))

    assert file.photo is not None
    assert file.photo.public_id == proof.public_id
    assert Pick.objects.get().photo_id == Rating.objects.get().photo_id == proof.pk
    assert Comment.objects.get().photo_id == proof.pk


def test_it_keeps_the_version_before_and_restores_it(
    sender: Sender, proof: Photo, picture: Picture
) -> None:
    replace(sender, picture("blue"))
    numbers = proof.versions.order_by("number").values_list("number", "sha256")
    photos.restore(photo=Photo.objects.get(pk=proof.pk), number=1)

    assert [number for number, _ in numbers] == [1, 2]
    assert len({digest for _, digest in numbers}) == 2
    assert Photo.objects.get(pk=proof.pk).version_id == proof.version_id


def test_it_sets_the_state_of_the_batch(sender: Sender, proof: Photo, picture: Picture) -> None:
    replace(sender, picture("blue"))

    assert Photo.objects.get(pk=proof.pk).state == "FINAL"


def test_it_announces_it_and_ends_old_links_everywhere(
    sender: Sender, proof: Photo, picture: Picture
) -> None:
    other = Gallery.objects.create(title="Best of")
    placing.place(gallery=other, photo_ids=[proof.pk])
    before = Gallery.objects.get(pk=other.pk)
    replace(sender, picture("blue"))
    after = Gallery.objects.get(pk=other.pk)

    assert after.access_revision > before.access_revision
    assert after.content_revision > before.content_revision
    assert DomainEvent.objects.filter(name="gallery.PhotoReplaced").count() == 1


def test_it_keeps_words_that_somebody_wrote(sender: Sender, proof: Photo, picture: Picture) -> None:
    Photo.objects.filter(pk=proof.pk).update(title="The bride")
    replace(sender, picture("blue"))

    assert Photo.objects.get(pk=proof.pk).title == "The bride"


class TestOne:
    """The button *Replace* of one photo."""

    def test_it_works(self, sender: Sender, proof: Photo, picture: Picture) -> None:
        batch = sender.open(state="FINAL")
        file = sender.ingest(batch, picture("blue"), "final-2.tif", replaces=proof.public_id)

        assert (file.outcome, file.photo) == (Outcome.REPLACED, proof)
        assert Photo.objects.get(pk=proof.pk).name == "IMG_1.tif"

    def test_it_refuses_a_photo_of_another_gallery(
        self, sender: Sender, proof: Photo, picture: Picture
    ) -> None:
        elsewhere = Sender(Gallery.objects.create(title="Other"), sender.person)
        with pytest.raises(uploads.NoSuchPhoto):
            elsewhere.send(elsewhere.open(), picture(), "a.jpg", replaces=proof.public_id)

    def test_it_adds_what_replaces_a_deleted_photo(
        self, sender: Sender, proof: Photo, picture: Picture
    ) -> None:
        batch = sender.open(state="FINAL")
        file = sender.send(batch, picture("blue"), "IMG_1.JPG", replaces=proof.public_id)
        photos.delete(photo_ids=[proof.pk])
        sender.ingest(sender.open(), picture())

        assert BatchFile.objects.get(pk=file.pk).outcome == Outcome.ADDED


def test_it_refuses_a_broken_replacement_and_keeps_the_photo(sender: Sender, proof: Photo) -> None:
    file = replace(sender, b"not a photo")

    assert file.outcome == Outcome.REFUSED
    assert Photo.objects.get(pk=proof.pk).version_id == proof.version_id
