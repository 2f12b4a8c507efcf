"""What a delivered copy says beside its pixels: IPTC, XMP, EXIF, pixels an inch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from safelight import imaging
from safelight.imaging import Colour, DeliverySpec, Words
from safelight.imaging.facts import identify
from safelight.imaging.metadata import packets

Save = Callable[..., Path]


@pytest.fixture
def full(shared: Path) -> Path:
    return shared / "odd" / "metadata" / "A_iptc_utf8_multilingual.jpg"


def _found(path: Path) -> packets.Packets:
    return packets.find(path, identify(path))


def test_it_keeps_iptc(full: Path, tmp_path: Path) -> None:
    before = _found(full).iptc.values
    imaging.deliver(full, tmp_path / "copy", DeliverySpec(box=(200, 200)))
    after = _found(tmp_path / "copy").iptc.values
    kept = {key: value for key, value in before.items() if key[0] == 2 and key[1] > 0}
    assert kept
    assert {key: after[key] for key in kept} == kept


def test_it_puts_words_into_iptc_and_xmp_alike(full: Path, tmp_path: Path) -> None:
    imaging.deliver(full, tmp_path / "copy", DeliverySpec(words=Words(copyright="© Zoë")))
    found = _found(tmp_path / "copy")
    assert found.iptc.one(116) == "© Zoë"
    assert imaging.metadata.read(tmp_path / "copy").copyright == "© Zoë"


def _with_packet(save: Save, inside: str) -> Path:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
        f' xmlns:my="https://example.org/my/" {inside}/></rdf:RDF></x:xmpmeta>'
    )
    return save(Image.new("RGB", (60, 40)), "JPEG", xmp=packet.encode())


def test_it_keeps_what_it_does_not_know_in_xmp(save: Save, tmp_path: Path) -> None:
    path = _with_packet(save, 'photoshop:Instructions="Crop left" my:job="7" tiff:Orientation="6"')
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(words=Words(credit="Studio")))
    packet = _found(tmp_path / "copy").xmp
    assert b"Crop left" in packet
    assert b'job="7"' in packet
    assert b"Studio" in packet
    assert b"Orientation" not in packet


def test_it_drops_every_word_of_the_place(save: Save, tmp_path: Path) -> None:
    path = _with_packet(save, 'exif:GPSLatitude="52,31N" photoshop:City="Berlin" my:job="7"')
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(drop_gps=True))
    packet = _found(tmp_path / "copy").xmp
    assert b"GPS" not in packet
    assert b"Berlin" not in packet
    assert b'job="7"' in packet


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_it_writes_pixels_an_inch_and_changes_no_pixel(
    kind: str, save: Save, tmp_path: Path
) -> None:
    path = save(Image.new("RGB", (60, 40), "teal"), kind, dpi=(72, 72))
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(ppi=300, colour=Colour.KEEP))
    with Image.open(tmp_path / "copy") as image:
        assert image.size == (60, 40)
        assert [round(float(side)) for side in image.info["dpi"]] == [300, 300]


def test_it_keeps_the_photos_own_pixels_an_inch(save: Save, tmp_path: Path) -> None:
    path = save(Image.new("RGB", (60, 40)), "JPEG", dpi=(240, 240))
    imaging.deliver(path, tmp_path / "copy", DeliverySpec())
    with Image.open(tmp_path / "copy") as image:
        assert image.info["dpi"] == (240, 240)


def test_it_keeps_exif_in_a_packed_tiff(save: Save, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271] = "Camera"
    exif[0x8769] = {0x9003: "2026:05:09 14:03:07"}
    picture = Image.new("RGB", (60, 40))
    path = save(picture, "TIFF", exif=exif.tobytes())
    imaging.deliver(path, tmp_path / "copy", DeliverySpec(words=Words(creator="Ünal")))
    found = imaging.metadata.read(tmp_path / "copy")
    assert (found.camera, found.creator) == ("Camera", "Ünal")
    assert found.captured_at is not None
