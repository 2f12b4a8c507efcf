"""EXIF, IPTC and XMP into one answer; the precedence is written in the package's docstring."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from safelight.imaging.facts import ImageFacts, identify
from safelight.imaging.headers.exif import Exif, Tags

from . import moments, text, xmp
from .iptc import Iptc
from .packets import Packets, find
from .xmp import Xmp

_DESCRIPTION, _MAKE, _MODEL, _ARTIST, _COPYRIGHT, _RATING = 270, 271, 272, 315, 33432, 0x4746
_EXPOSURE, _F_NUMBER, _ISO, _FOCAL, _LENS = 0x829A, 0x829D, 0x8827, 0x920A, 0xA434
_SERIAL = 0xA431  # BodySerialNumber, since EXIF 2.3
_XP_TITLE, _XP_COMMENT, _XP_AUTHOR, _XP_KEYWORDS = 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E
#: (time, fraction, offset) of the original and of the digitised picture
_TIMES = ((0x9003, 0x9291, 0x9011), (0x9004, 0x9292, 0x9012))


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """Clean values; empty or None when unknown.

    ``captured_at`` is naive when the file names no offset (the camera's clock, no zone).
    ``exposure`` in seconds, ``focal_length`` in millimetres, ``rating`` -1 (rejected) to 5.
    ``serial`` is the camera body's.
    """

    captured_at: datetime | None
    camera: str
    lens: str
    exposure: float | None
    f_number: float | None
    iso: int | None
    focal_length: float | None
    orientation: int
    title: str
    description: str
    keywords: tuple[str, ...]
    creator: str
    copyright: str
    credit: str
    rating: int | None
    label: str
    has_gps: bool
    serial: str = ""


class _Words(TypedDict):
    title: str
    description: str
    keywords: tuple[str, ...]
    creator: str
    copyright: str
    credit: str


def read(path: Path, *, facts: ImageFacts | None = None) -> PhotoMetadata:
    """Read the metadata of an identified photo. Raises what ``identify`` raises, and Damaged."""
    found = find(path, facts or identify(path))
    return merge(found)


def merge(found: Packets) -> PhotoMetadata:
    """Decide between the blocks."""
    exif, iptc, packet = found.exif, found.iptc, xmp.parse(found.xmp, found.extended_xmp)
    number = _numbers(exif.exif)
    iso = number(_ISO)
    return PhotoMetadata(
        captured_at=_captured_at(exif, packet, iptc),
        camera=_camera(exif.main),
        lens=_line(_exif_text(exif.exif, _LENS)),
        serial=_line(_exif_text(exif.exif, _SERIAL))[:64],
        exposure=number(_EXPOSURE),
        f_number=number(_F_NUMBER),
        iso=int(iso) if iso else None,
        focal_length=number(_FOCAL),
        orientation=exif.orientation,
        rating=_rating(packet, exif),
        label=_line(packet.one("xmp:Label")),
        has_gps=exif.has_position or "exif:GPSLatitude" in packet.values,
        **_words(exif.main, iptc, packet),
    )


def _words(main: Tags, iptc: Iptc, packet: Xmp) -> _Words:
    def first(name: str, dataset: int, *tags: int, limit: int = text.LINE) -> str:
        written = [", ".join(packet.all(name)) if name == "dc:creator" else packet.one(name)]
        written.insert(0 if iptc.edited else 1, iptc.one(dataset))
        written += [_exif_text(main, tag) for tag in tags]
        return next(filter(None, (text.clean(words, limit) for words in written)), "")

    words = [packet.all("dc:subject"), iptc.all(25)]
    keywords = next(filter(None, reversed(words) if iptc.edited else words), None)
    if keywords is None:
        keywords = _exif_text(main, _XP_KEYWORDS).split(";")
    paragraph = text.PARAGRAPH
    return {
        "title": first("dc:title", 5, _XP_TITLE),
        "description": first("dc:description", 120, _DESCRIPTION, _XP_COMMENT, limit=paragraph),
        "keywords": text.keywords(keywords),
        "creator": first("dc:creator", 80, _ARTIST, _XP_AUTHOR),
        "copyright": first("dc:rights", 116, _COPYRIGHT),
        "credit": first("photoshop:Credit", 110),
    }


def _captured_at(exif: Exif, packet: Xmp, iptc: Iptc) -> datetime | None:
    for time, fraction, offset in _TIMES:
        parts = (_exif_text(exif.exif, tag) for tag in (time, fraction, offset))
        if moment := moments.from_exif(*parts):
            return moment
    for name in ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate"):
        if moment := moments.from_iso(packet.one(name)):
            return moment
    return moments.from_iptc(iptc.one(55), iptc.one(60))


def _camera(main: Tags) -> str:
    """Make and model, without saying the make twice."""
    make, model = _line(_exif_text(main, _MAKE)), _line(_exif_text(main, _MODEL))
    brand = make.split(" ")[0].lower()
    return _line(model if brand and model.lower().startswith(brand) else f"{make} {model}")


def _rating(packet: Xmp, exif: Exif) -> int | None:
    for value in (packet.one("xmp:Rating"), exif.main.get(_RATING)):
        if isinstance(value, tuple):
            value = str(value[0]) if value else ""
        try:
            stars = float(value) if isinstance(value, str) else math.nan
        except ValueError:
            continue
        if -1 <= stars <= 5:
            return round(stars)
    return None


def _line(words: str) -> str:
    return text.clean(words)


def _exif_text(tags: Tags, tag: int) -> str:
    value = tags.get(tag, b"")
    if isinstance(value, tuple):
        small = all(isinstance(part, int) and 0 <= part < 256 for part in value)
        value = bytes(part for part in value if isinstance(part, int)) if small else b""
    if _XP_TITLE <= tag <= _XP_KEYWORDS + 1:
        return value.decode("utf-16-le", errors="replace").split("\x00", 1)[0]
    return text.decoded(value).strip()


def _numbers(tags: Tags) -> Callable[[int], float | None]:
    def positive(tag: int) -> float | None:
        value = tags.get(tag)
        number = value[0] if isinstance(value, tuple) and value else None
        if isinstance(number, int | float) and math.isfinite(number) and 0 < number < 1e9:
            return number
        return None

    return positive
