"""Making print files: once for each recipe, from the newest version, without a watermark."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from PIL import Image

from modules.labs.models import LabPiece, PrintFile
from modules.labs.services import printing
from safelight.jobs.models import Job
from safelight.outbox.models import DomainEvent
from safelight.storage import keys, objects
from tests.imaging.charts import chart, colour_at, furthest, in_box
from tests.labs.printing import things

pytestmark = pytest.mark.usefixtures("inside_acme")
WIDE = (600, 400)


@pytest.fixture
def piece() -> LabPiece:
    of = things.connection()
    things.product(of)
    photo = things.photo_of(things.picture(chart(*WIDE)), WIDE, name="Düne 1.JPG")
    return things.piece_of(things.item_of(photo), of)


def ask(piece: LabPiece) -> PrintFile:
    with transaction.atomic():
        return printing.ask_for(pieces=[piece])[piece.pk]


def made(piece: LabPiece) -> PrintFile:
    file = ask(piece)
    printing.make(file_id=file.pk, at=timezone.now())
    file.refresh_from_db()
    assert file.problem == ""
    return file


def opened(file: PrintFile) -> Image.Image:
    with objects.from_environment().open(file.key) as body, Image.open(body) as image:
        image.load()
        return image


def test_it_makes_what_the_lab_wants_of_the_middle(piece: LabPiece) -> None:
    file = made(piece)
    image = opened(file)
    assert image.size == (300, 240) == (file.width, file.height)
    assert furthest(image, lambda at: colour_at(in_box((1 / 12, 0, 11 / 12, 1), at))) <= 3
    assert file.name == f"{piece.item.order.number}-Dune-1-300x240.jpg"
    with objects.from_environment().open(file.key) as body:
        data = body.read()
    assert (file.size, file.md5) == (
        len(data), hashlib.md5(data, usedforsecurity=False).hexdigest(),
    )  # fmt: skip


def test_it_cuts_as_the_client_framed_it(piece: LabPiece) -> None:
    piece.item.framing = {"left": 0.5, "top": 0.2, "width": 0.25, "height": 0.3}
    piece.item.save(update_fields=["framing"])
    box = (0.5, 0.2, 0.75, 0.5)
    assert furthest(opened(made(piece)), lambda at: colour_at(in_box(box, at))) <= 3


def test_it_asks_and_makes_once_however_often_it_is_asked(piece: LabPiece) -> None:
    first = ask(piece)
    assert ask(piece) == first
    assert Job.objects.filter(kind="labs.make_print_file").count() == 1
    file = made(piece)
    printing.make(file_id=file.pk, at=timezone.now() + timedelta(days=1))
    file.refresh_from_db()
    assert ask(piece).made_at == file.made_at
    assert PrintFile.objects.count() == 1
    assert DomainEvent.objects.filter(name="labs.PrintFileMade").count() == 1
    piece.refresh_from_db()
    assert piece.file == file


def test_it_makes_another_file_of_a_newer_version(piece: LabPiece) -> None:
    before, photo = made(piece), piece.item.photo
    assert photo is not None
    things.replace(photo, things.picture(Image.new("RGB", (400, 600), "white")), (400, 600))
    after = made(piece)
    piece.refresh_from_db()
    assert piece.file == after != before
    assert (opened(after).size, opened(after).getpixel((9, 9))) == ((240, 300), (255, 255, 255))
    assert opened(before).size == (300, 240)


def test_it_never_reads_a_preview(piece: LabPiece) -> None:
    # Previews are what may carry the studio's watermark.
    photo = piece.item.photo
    assert photo is not None
    assert photo.version is not None
    spoilt = things.picture(Image.new("RGB", WIDE, "red"), "WEBP")
    for variant in ("400", "1200", "2048"):
        objects.from_environment().write(keys.join(photo.version.object_key, variant), [spoilt])
    box = (1 / 12, 0, 11 / 12, 1)
    assert furthest(opened(made(piece)), lambda at: colour_at(in_box(box, at))) <= 3


def test_it_keeps_the_photo_s_pixels_where_nobody_says_a_size(piece: LabPiece) -> None:
    piece.sku = "MUG"
    piece.save(update_fields=["sku"])
    assert opened(made(piece)).size == WIDE


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(b"%PDF-1.4\n%%EOF", "Upload a JPEG or TIFF"), (b"\xff\xd8\xff\xe0", "damaged")],
)
def test_it_says_why_a_photo_cannot_be_printed(body: bytes, sentence: str, piece: LabPiece) -> None:
    photo = piece.item.photo
    assert photo is not None
    things.replace(photo, body, WIDE)
    file = ask(piece)
    printing.make(file_id=file.pk, at=timezone.now())
    file.refresh_from_db()
    assert sentence in file.problem
    assert not file.is_made
    assert DomainEvent.objects.filter(name="labs.PrintFileMade").count() == 1
    assert ask(piece).problem == ""  # Asked again, it is tried again.


def test_it_says_that_the_photo_is_gone() -> None:
    piece = things.piece_of(things.item_of(None))
    file = ask(piece)
    assert "no longer there" in file.problem
    assert not Job.objects.filter(kind="labs.make_print_file").exists()


def test_it_says_that_the_photo_went_while_the_job_waited(piece: LabPiece) -> None:
    file, photo = ask(piece), piece.item.photo
    assert photo is not None
    assert photo.version is not None
    objects.from_environment().delete_object(photo.version.object_key)
    printing.make(file_id=file.pk, at=timezone.now())
    file.refresh_from_db()
    assert "no longer there" in file.problem


def test_it_removes_files_that_no_order_wants_and_makes_them_again(piece: LabPiece) -> None:
    at, file = timezone.now(), made(piece)
    assert printing.clear(at=at + timedelta(days=100)) == 0
    LabPiece.objects.update(is_live=False)
    assert printing.clear(at=at + timedelta(days=80)) == 0
    printing.count_fetch(file=file, at=at + timedelta(days=50))
    assert printing.clear(at=at + timedelta(days=100)) == 0
    assert printing.clear(at=at + timedelta(days=141)) == 1
    assert not objects.from_environment().exists(file.key)
    assert made(piece) == file
    assert objects.from_environment().exists(file.key)
