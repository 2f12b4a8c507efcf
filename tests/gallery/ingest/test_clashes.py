"""Names that the gallery has already, and what the batch says about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from modules.gallery.models import Batch, BatchFile, Photo, PhotoVersion
from modules.gallery.services import batches, uploads
from safelight.jobs.testing import drain
from tests.gallery.ingest.sending import Sender

Picture = Callable[..., bytes]
Outcome = BatchFile.Outcome


def names(sender: Sender) -> list[str]:
    return sorted(
        Photo.objects.filter(placements__gallery=sender.gallery).values_list("name", flat=True)
    )


@pytest.fixture
def first(sender: Sender, picture: Picture) -> Photo:
    """IMG_1.JPG is in the gallery already, as a proof."""
    file = sender.ingest(sender.open("IMG_1.JPG", state="PROOF"), picture("red"), "IMG_1.JPG")
    assert file.photo is not None
    return file.photo


def test_it_tells_which_names_clash(sender: Sender, first: Photo) -> None:
    opened = batches.open_batch(
        gallery=sender.gallery, state="FINAL", by=sender.person, at=first.created_at,
        files=[batches.Announced(name=name, size=1) for name in ("IMG_1.JPG", "IMG_2.JPG")],
    )  # fmt: skip

    assert opened.clashes == ("IMG_1.JPG",)


def test_it_tells_them_as_they_were_announced(sender: Sender, picture: Picture) -> None:
    sender.ingest(sender.open(), picture(), "\xe9t\xe9.jpg")
    typed = "e\u0301te\u0301.jpg"  # as macOS writes it
    opened = batches.open_batch(
        gallery=sender.gallery, state="FINAL", by=sender.person, at=timezone.now(),
        files=[batches.Announced(name=typed, size=1)],
    )  # fmt: skip

    assert opened.clashes == (typed,)


def test_it_refuses_uploads_before_the_answer(
    sender: Sender, first: Photo, picture: Picture
) -> None:
    batch = sender.open("IMG_1.JPG")
    with pytest.raises(uploads.ClashUndecided):
        sender.send(batch, picture(), "IMG_1.JPG")
    batches.answer(batch=batch, on_clash="replace")

    assert sender.ingest(batch, picture(), "IMG_1.JPG").outcome == Outcome.REPLACED


def test_upl_11_it_keeps_both(sender: Sender, first: Photo, picture: Picture) -> None:
    batch = sender.open("IMG_1.JPG", on_clash="keep_both")

    assert sender.ingest(batch, picture(), "IMG_1.JPG").outcome == Outcome.KEPT_BOTH
    assert names(sender) == ["IMG_1 (2).JPG", "IMG_1.JPG"]


def test_upl_11_it_skips_without_asking_for_bytes(
    sender: Sender, first: Photo, picture: Picture
) -> None:
    batch = sender.open("IMG_1.JPG", "IMG_2.JPG", on_clash="skip")
    with pytest.raises(uploads.FileSkipped):
        sender.send(batch, picture(), "IMG_1.JPG")
    sender.ingest(batch, picture(), "IMG_2.JPG")

    assert names(sender) == ["IMG_1.JPG", "IMG_2.JPG"]
    assert batches.is_finished(batch)


def test_upl_11_it_skips_a_name_that_came_meanwhile(sender: Sender, picture: Picture) -> None:
    batch = sender.open("IMG_1.JPG", on_clash="skip")
    sender.ingest(sender.open(), picture("red"), "IMG_1.JPG")
    file = sender.ingest(batch, picture(), "IMG_1.JPG")

    assert (file.outcome, file.object_key) == (Outcome.SKIPPED, "")
    assert PhotoVersion.objects.count() == 1


def test_upl_11_it_keeps_two_files_of_one_batch(
    sender: Sender, first: Photo, picture: Picture
) -> None:
    batch = sender.open("IMG_1.JPG", "IMG_1.JPG", on_clash="replace")
    one = sender.ingest(batch, picture("green"), "IMG_1.JPG")
    other = sender.ingest(batch, picture("blue"), "IMG_1.JPG")

    assert (one.outcome, other.outcome) == (Outcome.REPLACED, Outcome.KEPT_BOTH)
    assert "same name" in other.reason
    assert names(sender) == ["IMG_1 (2).JPG", "IMG_1.JPG"]


@pytest.mark.parametrize("name", ["img_1.jpg", "IMG_1.TIF", "IMG_2.JPG"])
def test_it_adds_and_reports_what_matches_nothing(
    sender: Sender, first: Photo, picture: Picture, name: str
) -> None:
    file = sender.ingest(sender.open(on_clash="replace"), picture(), name)

    assert file.outcome == Outcome.ADDED
    assert file.reason.startswith("No photo had")
    assert names(sender) == sorted(["IMG_1.JPG", name])


@pytest.mark.parametrize("name", ["img_1.jpg", "IMG_1.TIF"])
def test_it_matches_by_stem_where_the_batch_says_so(
    sender: Sender, first: Photo, picture: Picture, name: str
) -> None:
    batch = sender.open(name, on_clash="replace", match_by_stem=True)
    file = sender.ingest(batch, picture(), name)

    assert (file.outcome, file.photo) == (Outcome.REPLACED, first)
    assert names(sender) in (["IMG_1.JPG"], ["IMG_1.TIF"])


def test_it_does_not_guess_between_two_of_a_stem(sender: Sender, picture: Picture) -> None:
    for name in ("IMG_1.CR2", "IMG_1.TIF"):
        sender.ingest(sender.open(), picture(), name)
    batch = sender.open(on_clash="replace", match_by_stem=True)

    assert sender.ingest(batch, picture(), "img_1.jpg").outcome == Outcome.ADDED
    assert sender.ingest(batch, picture(), "IMG_1.TIF").outcome == Outcome.REPLACED


def test_it_takes_nfc_and_nfd_for_the_same_name(sender: Sender, picture: Picture) -> None:
    sender.ingest(sender.open(), picture(), "e\u0301te\u0301.jpg")
    batch = sender.open("\xe9t\xe9.jpg")

    assert batch.clashes == 1


def test_it_knows_names_of_this_gallery_only(
    sender: Sender, first: Photo, picture: Picture
) -> None:
    elsewhere = Sender(type(sender.gallery).objects.create(title="Other"), sender.person)

    assert elsewhere.open("IMG_1.JPG").clashes == 0


def test_it_gives_a_second_try_the_same_place(sender: Sender, picture: Picture) -> None:
    batch: Batch = sender.open("IMG_1.JPG")
    sender.send(batch, picture(), "IMG_1.JPG")
    drain()

    assert batch.files.count() == 1
    assert batches.is_finished(batch)
