"""What cameras write into EXIF, as far as clocks go: serial number, clock, time zone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from modules.agency.services.clocks.cameras import Shot, read_clock
from modules.gallery.services import reading
from safelight import imaging
from safelight.site.models import SiteSettings
from tenants.models import Studio

_EXIF, _TAKEN, _OFFSET, _SERIAL = 0x8769, 0x9003, 0x9011, 0xA431


def read(folder: Path, taken: str, *, offset: str = "") -> Shot:
    """A photo with that EXIF, read as an upload is."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS R5"
    said = {_TAKEN: taken, _SERIAL: "083024001234"} | ({_OFFSET: offset} if offset else {})
    exif.get_ifd(_EXIF).update(said)
    path = folder / f"{len(list(folder.iterdir()))}.jpg"
    Image.new("RGB", (60, 40), "teal").save(path, exif=exif)
    metadata = imaging.metadata.read(path)
    kept = reading._small(metadata, "#008080")
    assert (kept["camera"], kept["serial"]) == ("Canon EOS R5", "083024001234")
    captured_at = reading._in_studio_time(metadata.captured_at)
    assert captured_at is not None
    return Shot(
        id=1, public_id="x", name=path.name, captured_at=captured_at, corrected_at=captured_at,
        clock=read_clock(kept.get("clock")),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _in_berlin(inside_acme: Studio) -> None:
    SiteSettings.objects.update(time_zone="Europe/Berlin")


def test_it_takes_a_clock_without_a_zone_for_the_studios(tmp_path: Path) -> None:
    shot = read(tmp_path, "2026:06:20 12:00:00")
    assert (shot.captured_at.isoformat(), shot.zone) == (
        "2026-06-20T12:00:00+02:00", timedelta(hours=2)
    )  # fmt: skip


def test_it_knows_the_moment_where_the_file_names_a_zone(tmp_path: Path) -> None:
    shot = read(tmp_path, "2026:06:20 12:00:00", offset="-04:00")
    assert (shot.captured_at.isoformat(), shot.clock) == ("2026-06-20T12:00:00-04:00", None)
    assert shot.at(timedelta(minutes=5), None) == shot.captured_at + timedelta(minutes=5)


def test_it_keeps_seconds_apart_in_the_hour_that_is_left_out(tmp_path: Path) -> None:
    # Clocks of Berlin go from two to three on 29 March 2026; the camera's does not.
    times = ("2026:03:29 01:59:50", "2026:03:29 02:00:10", "2026:03:29 03:00:10")
    shots = [read(tmp_path, taken) for taken in times]
    moments = [shot.at(timedelta(), shots[0].zone) for shot in shots]
    assert [later - moments[0] for later in moments[1:]] == [
        timedelta(seconds=20), timedelta(hours=1, seconds=20)
    ]  # fmt: skip
    assert shots[2].captured_at < moments[2]
