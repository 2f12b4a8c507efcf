from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from safelight.imaging import metadata
from safelight.imaging.headers.exif import Exif
from safelight.imaging.metadata import iptc, moments, text, xmp
from safelight.imaging.metadata.merging import merge
from safelight.imaging.metadata.packets import Packets

Save = Callable[..., Path]
PACKET = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:Rating="4" xmp:Label="Green">
 <dc:title><rdf:Alt><rdf:li xml:lang="de">Ringe</rdf:li>
 <rdf:li xml:lang="x-default">Rings</rdf:li></rdf:Alt></dc:title>
 <dc:subject><rdf:Bag><rdf:li>bride</rdf:li><rdf:li>rings</rdf:li><rdf:li>bride</rdf:li></rdf:Bag>
 </dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"""


def dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def test_it_works(corners: Image.Image, save: Save) -> None:
    exif = Image.Exif()
    exif[271], exif[272], exif[33432] = "Canon", "Canon EOS R5", "© Zoë".encode()
    exif[0x8769] = {0x9003: "2026:05:09 14:03:07", 0x9011: "+02:00", 0x9291: "25", 0x8827: 200}
    found = metadata.read(save(corners, "JPEG", exif=exif.tobytes(), xmp=PACKET))
    at = datetime(2026, 5, 9, 14, 3, 7, 250_000, timezone(timedelta(hours=2)))
    assert found.captured_at == at
    assert (found.camera, found.iso, found.copyright) == ("Canon EOS R5", 200, "© Zoë")
    assert (found.title, found.rating, found.label) == ("Rings", 4, "Green")
    assert found.keywords == ("bride", "rings")


def test_it_notes_a_position_without_telling_it(corners: Image.Image, save: Save) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 22.0, 0.0)}
    found = metadata.read(save(corners, "JPEG", exif=exif.tobytes()))
    assert found.has_gps
    assert "52" not in repr(found)


def test_it_reads_iptc_by_its_charset() -> None:
    utf8 = iptc.parse(dataset(1, 90, b"\x1b%G") + dataset(2, 120, "Größe 結婚".encode()))
    latin = iptc.parse(dataset(2, 120, "Größe".encode("latin-1")))
    assert utf8.one(120) == "Größe 結婚"
    assert latin.one(120) == "Größe"


def test_it_stops_at_an_iptc_value_longer_than_the_file() -> None:
    broken = b"\x1c\x02\x78\x80\x04\x7f\xff\xff\xffshort"
    assert iptc.parse(dataset(2, 5, b"kept") + broken).one(5) == "kept"


def test_it_prefers_xmp_unless_iptc_was_edited_later() -> None:
    values = {(2, 5): ["From IPTC"]}
    blocks = (Packets(Exif(), iptc.Iptc(values, edited=late), PACKET) for late in (False, True))
    assert [merge(block).title for block in blocks] == ["Rings", "From IPTC"]


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>',
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><unclosed>",
        b"\xff\xfe\x00\xd8",
        b"<a>" * 8_000 + b"</a>" * 8_000,
        b"<a>" + b" " * xmp.MAX_PACKET + b"</a>",
    ],
)
def test_it_reads_a_bad_packet_as_empty(packet: bytes) -> None:
    assert xmp.parse(packet).values == {}


@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("one\r\ntwo", "one two"),
        ("e\u0301", "é"),
        ("👰🏽\u200d♀️", "👰🏽\u200d♀️"),
        ("x" * 1000, "x" * text.LINE),
        ("z" + "\u0335" * 400, "z" + "\u0335" * 8),
        ("\ud800ok", "ok"),
    ],
)
def test_it_makes_words_harmless(dirty: str, kept: str) -> None:
    assert text.clean(dirty) == kept


@pytest.mark.parametrize("written", ["0000:00:00 00:00:00", "2026:02:30 10:00:00", "", "yesterday"])
def test_it_knows_no_time_from_nonsense(written: str) -> None:
    assert moments.from_exif(written, "", "") is None


def test_it_reads_times_of_each_notation() -> None:
    assert moments.from_iso("2026-05-09T14:03:07Z") == datetime(2026, 5, 9, 14, 3, 7, tzinfo=UTC)
    assert moments.from_iptc("20260509", "140307+0000") == datetime(
        2026, 5, 9, 14, 3, 7, tzinfo=UTC
    )
    naive = moments.from_exif("2026:05:09 14:03:07", "junk", "+99:00")
    assert naive is not None
    assert naive.tzinfo is None


def test_it_reads_keywords_beyond_the_first_xmp_segment(shared: Path) -> None:
    found = metadata.read(shared / "odd" / "metadata" / "A_2000_keywords.jpg")
    assert len(found.keywords) == text.KEYWORDS
    assert found.keywords[0] == "keyword 0000"


@pytest.mark.parametrize("kind", ["avif", "jpg", "tif", "webp", "png"])
def test_it_reads_the_same_from_every_container(kind: str, shared: Path) -> None:
    found = metadata.read(shared / "odd" / "metadata" / f"sunrise.{kind}")
    assert found.creator == "Bjørn Erik Pedersen"
    assert found.keywords == ("Malaga", "Torremolinos")
    assert found.has_gps
    assert found.captured_at == datetime(2017, 10, 27, 8, 38, 52)  # noqa: DTZ001 a camera's clock
