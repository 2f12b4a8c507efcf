"""Metadata of a delivered copy: EXIF for cameras' facts, one XMP packet for words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image

from safelight.imaging.opening import decoding
from safelight.imaging.refusals import Damaged

from .merging import PhotoMetadata
from .xmp import NAMESPACES

_DESCRIPTION, _ARTIST, _COPYRIGHT, _EXIF, _GPS = 270, 315, 33432, 0x8769, 0x8825
#: Beside these: make, model, software, time of change.
_ACROSS, _DOWN, _UNIT, _INCHES = 282, 283, 296, 2
_CARRIED = {_DESCRIPTION, 271, 272, 305, 306, _ARTIST, _COPYRIGHT}
#: Maker note, interoperability pointer, and the pixel sizes of the original.
_LEFT_BEHIND = {0x927C, 0xA005, 0xA002, 0xA003}


MOST_PPI = 10_000


@dataclass(frozen=True, slots=True)
class Words:
    """What to put in place of the photo's own words; None leaves them."""

    description: str | None = None
    creator: str | None = None
    copyright: str | None = None
    credit: str | None = None


def exif(image: Image.Image, words: Words, *, drop_gps: bool, keep: bool) -> Image.Exif:
    """The camera's facts with ``words``, upright; without its own when ``keep`` is off or they
    cannot be carried over. Thumbnails, maker notes and anything unknown stay behind."""
    carried = Image.Exif()
    if keep:
        try:
            with decoding():
                carried = _carried(image.getexif(), drop_gps=drop_gps)
                carried.tobytes()
        except Damaged:
            carried = Image.Exif()
    for tag, value in (
        (_DESCRIPTION, words.description),
        (_ARTIST, words.creator),
        (_COPYRIGHT, words.copyright),
    ):
        if value is not None:
            carried.pop(tag, None)
            if value:
                carried[tag] = value.encode()
    return carried


def _carried(original: Image.Exif, *, drop_gps: bool) -> Image.Exif:
    carried = Image.Exif()
    for tag in _CARRIED & original.keys():
        carried[tag] = _as_stored(original[tag])
    for pointer in {_EXIF} if drop_gps else {_EXIF, _GPS}:
        below = {
            tag: _as_stored(value)
            for tag, value in original.get_ifd(pointer).items()
            if tag not in _LEFT_BEHIND
        }
        if below:
            carried[pointer] = below
    return carried


def _as_stored(value: Any) -> Any:
    """Text as the bytes it was read from: Pillow reads Latin-1 and would write question marks."""
    return value.encode("latin-1", "ignore") if isinstance(value, str) else value


def ppi_of(image: Image.Image) -> int | None:
    """Pixels an inch as the file has it; None where it says nothing that can be true."""
    said = image.info.get("dpi")
    across = said[0] if isinstance(said, tuple) and said else None
    try:
        ppi = round(float(across or 0))
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None
    return ppi if 1 <= ppi <= MOST_PPI else None


def put_ppi(block: Image.Exif, ppi: int | None) -> None:
    """Write pixels an inch into EXIF, where programs look that read no JFIF."""
    if ppi:
        block[_ACROSS] = block[_DOWN] = float(ppi)
        block[_UNIT] = _INCHES


def packet(known: PhotoMetadata | None, words: Words) -> bytes:
    """An XMP packet of what is ``known`` of the photo, with ``words`` in place of its own."""
    values: dict[str, Any] = {
        "dc:title": known.title if known else "",
        "dc:description": _either(words.description, known.description if known else ""),
        "dc:creator": _either(words.creator, known.creator if known else ""),
        "dc:rights": _either(words.copyright, known.copyright if known else ""),
        "photoshop:Credit": _either(words.credit, known.credit if known else ""),
        "dc:subject": known.keywords if known else (),
        "xmp:Label": known.label if known else "",
        "xmp:Rating": str(known.rating) if known and known.rating is not None else "",
    }
    inside = "".join(_property(name, value) for name, value in values.items() if value)
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}>{inside}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _either(new: str | None, old: str) -> str:
    return old if new is None else new


def _property(name: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        items = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in value)
        return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>"
    words = escape(value)
    if name in {"dc:title", "dc:description", "dc:rights"}:
        words = f'<rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt>'
    elif name == "dc:creator":
        words = f"<rdf:Seq><rdf:li>{words}</rdf:li></rdf:Seq>"
    return f"<{name}>{words}</{name}>"
