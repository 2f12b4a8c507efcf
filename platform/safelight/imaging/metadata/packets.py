"""Finds the metadata blocks of each container, without decoding the picture."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

from safelight.imaging import limits
from safelight.imaging.facts import ImageFacts
from safelight.imaging.headers import bmffraw, jpeg, raws
from safelight.imaging.headers import exif as exif_block
from safelight.imaging.headers.exif import Exif
from safelight.imaging.headers.reading import Source
from safelight.imaging.opening import opened
from safelight.imaging.sniff import Kind

from .iptc import Iptc, from_resources
from .iptc import parse as parse_iptc

_XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\x00"
# XMP part 3 (2020), 1.1.3.1: namespace, 32 digits naming the packet, its size, this part's offset.
_EXTENSION_HEADER = b"http://ns.adobe.com/xmp/extension/\x00"
_RESOURCES_HEADER = b"Photoshop 3.0\x00"
_MAX_BLOCK = 4 * 1024 * 1024
_XMP_TAG, _IPTC_TAG, _RESOURCES_TAG = 700, 33723, 34377


@dataclass(frozen=True, slots=True)
class Packets:
    """EXIF directories, IPTC datasets and the raw XMP packet; empty when absent."""

    exif: Exif
    iptc: Iptc
    xmp: bytes
    extended_xmp: bytes = b""


def find(path: Path, facts: ImageFacts) -> Packets:
    """Collect the blocks. Raises Damaged when even the structure cannot be walked."""
    if facts.kind in {Kind.JPEG, Kind.TIFF}:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return _of_jpeg(whole) if facts.kind is Kind.JPEG else _of_tiff(whole)
    if facts.kind is Kind.PDF:
        return Packets(Exif(), Iptc(), b"")
    if facts.kind.is_raw:
        return _of_raw(path, facts.kind)
    with opened(path, facts) as image:
        return _of_info(image.info)


def _of_raw(path: Path, kind: Kind) -> Packets:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if kind is Kind.CR3:
            exif = bmffraw.exif_of(whole, limits.DEFAULT)
            return Packets(exif, Iptc(), bmffraw.xmp_of(whole, limits.DEFAULT))
        if kind is not Kind.RAF:
            return _of_tiff(whole)
        preview = raws.read(whole, limits.DEFAULT, kind).preview
        if preview is None:
            return Packets(Exif(), Iptc(), b"")
        return _of_jpeg(whole[preview.at : preview.at + preview.length])


def _of_jpeg(source: Source) -> Packets:
    exif, xmp, resources = b"", b"", b""
    parts: dict[int, bytes] = {}
    for segment in jpeg.segments(source, limits.DEFAULT):
        data = source[segment.at : segment.at + segment.length]
        if segment.marker == 0xE1 and data.startswith(b"Exif\x00") and not exif:
            exif = data
        elif segment.marker == 0xE1 and data.startswith(_XMP_HEADER) and not xmp:
            xmp = data[len(_XMP_HEADER) :]
        elif segment.marker == 0xE1 and data.startswith(_EXTENSION_HEADER):
            rest = data[len(_EXTENSION_HEADER) :]
            if rest[:32] in xmp:
                parts[int.from_bytes(rest[36:40], "big")] = rest[40:]
        elif segment.marker == 0xED and data.startswith(_RESOURCES_HEADER):
            resources += data[len(_RESOURCES_HEADER) :] if len(resources) < _MAX_BLOCK else b""
    extended = b"".join(parts[offset] for offset in sorted(parts))
    return Packets(exif_block.parse(exif), from_resources(resources), xmp, extended)


def _of_tiff(source: Source) -> Packets:
    exif = exif_block.parse(source)
    resources = _bytes(exif, _RESOURCES_TAG)
    iptc = from_resources(resources) if resources else Iptc()
    if not iptc.values:
        iptc = parse_iptc(_bytes(exif, _IPTC_TAG))
    return Packets(exif, iptc, _bytes(exif, _XMP_TAG))


def _bytes(exif: Exif, tag: int) -> bytes:
    """A tag that should hold bytes; some programs declare IPTC as 32-bit numbers."""
    value = exif.main.get(tag, b"")
    if isinstance(value, bytes):
        return value
    numbers = [number for number in value if isinstance(number, int) and 0 <= number < 1 << 32]
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def _of_info(info: dict[str | tuple[int, int], object]) -> Packets:
    """What the decoders of PNG, WebP, AVIF and HEIC hand over."""
    exif, xmp = info.get("exif"), info.get("xmp") or info.get("XML:com.adobe.xmp")
    if isinstance(xmp, str):
        xmp = xmp.encode()
    raw_exif = exif if isinstance(exif, bytes) else _raw_profile(info, "exif", "APP1")
    resources = _raw_profile(info, "iptc", "8bim")
    iptc = from_resources(resources) if resources.startswith(b"8BIM") else parse_iptc(resources)
    return Packets(exif_block.parse(raw_exif), iptc, xmp if isinstance(xmp, bytes) else b"")


def _raw_profile(info: dict[str | tuple[int, int], object], *names: str) -> bytes:
    """A profile in hexadecimal digits, as PNG writers kept them in text before eXIf."""
    for name in names:
        text = info.get(f"Raw profile type {name}")
        if isinstance(text, str):
            try:
                return bytes.fromhex("".join(text.split("\n")[3:]))
            except ValueError:
                continue
    return b""
