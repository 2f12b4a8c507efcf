"""Photos are read by three libraries, and by no other program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from safelight.imaging import opening
from safelight.imaging.sniff import Kind
from tests.gallery.ingest.sending import Sender

PROGRAMS = ("convert", "magick", "identify", "gs", "exiftool", "ffmpeg", "ffprobe", "rsvg-convert")


def test_upl_03_it_has_no_decoder_for_anything_but_photos() -> None:
    assert set(opening._OPENERS) == {
        Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP, Kind.AVIF, Kind.HEIC,
    }  # fmt: skip
    assert "pyvips" not in sys.modules


@pytest.mark.parametrize("text", ["%!PS-Adobe-3.0 EPSF-3.0\n", "<svg/>", "%PDF-1.7\n", "AT&TFORM"])
def test_upl_04_it_starts_no_program(
    sender: Sender, picture: Callable[..., bytes], traps: Path, text: str
) -> None:
    batch = sender.open()
    sender.ingest(batch, text.encode(), "a.jpg")
    sender.ingest(batch, picture(), "b.jpg")

    assert not list(traps.glob("*.called"))


@pytest.fixture
def traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs of these names, first in the PATH, that leave a mark when they are started."""
    for name in PROGRAMS:
        trap = tmp_path / name
        trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/{name}.called\n")
        trap.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path
