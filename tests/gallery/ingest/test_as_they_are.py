"""Raw files and PDFs: uploaded, shown, kept and delivered byte for byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from fpdf import FPDF
from PIL import Image

from modules.gallery.models import Batch, BatchFile, DeliveryFormat, PhotoVersion, PreparedFile
from modules.gallery.services import making, preparing
from safelight.storage import keys, objects
from tests.gallery.ingest.sending import Sender, only_photo
from tests.imaging.raw_making import MAKERS


def _jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "JPEG")
    return file.getvalue()


def _pdf() -> bytes:
    made = FPDF(unit="pt", format=(300, 200))
    made.add_page()
    return bytes(made.output())


FILES = {kind: make(_jpeg()) for kind, make in MAKERS.items()} | {"pdf": _pdf()}


def _stored(object_key: str) -> bytes:
    with objects.from_environment().at_hand(keys.join(object_key, "original")) as file:
        return file.read_bytes()


def _version(file: BatchFile) -> PhotoVersion:
    assert file.version is not None, file.reason
    return file.version


@pytest.mark.parametrize("kind", FILES)
def test_b4_d_it_keeps_and_delivers_each_byte(sender: Sender, kind: str) -> None:
    version = _version(sender.ingest(sender.open(), FILES[kind], f"DSC 1.{kind.upper()}"))
    fmt = DeliveryFormat.objects.create(name="Web", pixels=100, name_template="{{basename}}-x")
    preparing.ask_for(pairs=[(version.pk, fmt.pk)])
    making.make(prepared_id=PreparedFile.objects.get().pk, at=timezone.now())
    made = PreparedFile.objects.get()
    assert _stored(version.object_key) == FILES[kind]
    assert _stored(made.object_key) == FILES[kind]
    assert (made.name, made.crc32) == (f"DSC_1-x.{kind.upper()}", version.crc32)
    assert set(version.renditions) == {"400", "1200", "2048"}


def test_it_takes_a_camera_s_own_raw_file(sender: Sender, shared: Path) -> None:
    original = shared / "photos/odd/raw/DSC_D1_sample.NEF"
    version = _version(sender.ingest(sender.open(), original))
    assert version.media_type == "image/x-nikon-nef"
    assert version.metadata["camera"] == "NIKON D1"
    assert _stored(version.object_key) == original.read_bytes()


@pytest.mark.parametrize("kind", FILES)
def test_it_refuses_what_was_cut_off(sender: Sender, kind: str) -> None:
    file = sender.ingest(sender.open(), FILES[kind][:120], f"a.{kind}")
    assert file.outcome == BatchFile.Outcome.REFUSED
    assert file.reason.endswith(".")


def _second(sender: Sender, picture: Callable[..., bytes], *, by_stem: bool) -> BatchFile:
    sender.ingest(sender.open(), FILES["cr2"], "IMG_1.CR2")
    batch = sender.open(match_by_stem=by_stem, on_clash=Batch.OnClash.REPLACE, state="FINAL")
    return sender.ingest(batch, picture("red"), "IMG_1.jpg")


def test_b3_e_it_replaces_a_raw_file_by_its_jpeg_where_stems_count(
    sender: Sender, picture: Callable[..., bytes]
) -> None:
    file = _second(sender, picture, by_stem=True)
    photo = only_photo(sender.gallery)
    assert file.outcome == BatchFile.Outcome.REPLACED
    assert photo.name == "IMG_1.jpg"
    assert photo.version is not None
    assert (photo.version.number, photo.version.media_type) == (2, "image/jpeg")


def test_b3_e_it_reports_the_raw_file_beside_where_they_do_not(
    sender: Sender, picture: Callable[..., bytes]
) -> None:
    file = _second(sender, picture, by_stem=False)
    assert file.outcome == BatchFile.Outcome.ADDED
    assert "IMG_1.CR2" in file.reason
