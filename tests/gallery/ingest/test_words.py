"""What a file says about itself, and how much of it is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modules.gallery.models import BatchFile, Photo
from safelight.site.models import SiteSettings
from tests.gallery.ingest.sending import Sender


def taken(sender: Sender, file: Path) -> tuple[BatchFile, Photo]:
    sent = sender.ingest(sender.open(), file)
    assert sent.photo is not None, sent.reason
    return sent, sent.photo


def test_it_reads_words_and_moment(sender: Sender, shared: Path) -> None:
    _, photo = taken(sender, shared / "photos/odd/metadata/A_iptc_utf8_multilingual.jpg")

    assert photo.title or photo.caption
    assert photo.keywords


def test_it_takes_the_cameras_clock_for_the_studios(sender: Sender, shared: Path) -> None:
    SiteSettings.objects.update(time_zone="Pacific/Auckland")
    _, photo = taken(sender, shared / "photos/originals/IMG_1035.JPG")

    assert photo.captured_at is not None
    assert photo.captured_at.isoformat() == "2021-11-15T20:16:16+00:00"


def test_it_keeps_no_position(sender: Sender, shared: Path) -> None:
    sent, _ = taken(sender, shared / "photos/odd/metadata/A_gps_berlin.jpg")
    assert sent.version is not None

    assert sent.version.metadata["has_gps"] is True
    assert "52." not in json.dumps(sent.version.metadata)


@pytest.mark.parametrize("kind", ["script", "sql", "crlf", "bidi", "nul", "long", "zalgo", "ansi"])
def test_upl_09_it_takes_hostile_words_as_words(sender: Sender, shared: Path, kind: str) -> None:
    sent, photo = taken(sender, shared / f"photos/hostile/meta/strings_{kind}.jpg")
    words = f"{photo.title}{photo.caption}{photo.keywords}"
    assert sent.version is not None

    assert "\x00" not in words
    assert len(photo.title) <= 200
    assert len(json.dumps(sent.version.metadata)) < 5_000
